-- raft.boolean_field: takes a boolean out of an event
-- Parameters: p_event, the event; p_name, the field.
-- Returns:    the boolean; raises RF001.
create or replace function raft.boolean_field(p_event jsonb, p_name text) returns boolean
language sql immutable
return case
  when jsonb_typeof(p_event -> p_name) = 'boolean' then (p_event -> p_name)::boolean
  else raft.bad_field(p_event, p_name, 'true or false', null::boolean)
end;
revoke all on function raft.boolean_field from public;
