-- raft.array_field: takes an array out of an event
-- Parameters: p_event, the event; p_name, the field.
-- Returns:    the array; raises RF001.
create or replace function raft.array_field(p_event jsonb, p_name text) returns jsonb
language sql immutable
return case
  when jsonb_typeof(p_event -> p_name) = 'array' then p_event -> p_name
  else raft.bad_field(p_event, p_name, 'an array', null::jsonb)
end;
revoke all on function raft.array_field from public;
