-- raft.text_field: takes a text out of an event
-- Parameters: p_event, the event; p_name, the field.
-- Returns:    the text; raises RF001.
create or replace function raft.text_field(p_event jsonb, p_name text) returns text
language sql immutable
return case
  when jsonb_typeof(p_event -> p_name) = 'string' then p_event ->> p_name
  else raft.bad_field(p_event, p_name, 'a text', null::text)
end;
revoke all on function raft.text_field from public;
