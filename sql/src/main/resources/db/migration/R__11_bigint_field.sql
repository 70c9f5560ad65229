-- raft.bigint_field: takes a whole number out of an event
-- Purpose:    the one place where numbers of an event are checked: a whole number from 0 to 2^53 - 1.
-- Parameters: p_event, the event; p_name, the field.
-- Returns:    the number; raises RF001.
create or replace function raft.bigint_field(p_event jsonb, p_name text) returns bigint
language sql immutable
return case
  when p_event -> p_name @@ 'strict $ >= 0 && $ <= 9007199254740991 && $ % 1 == 0' then (p_event -> p_name)::bigint
  else raft.bad_field(p_event, p_name, 'a whole number from 0 to 9007199254740991', null::bigint)
end;
revoke all on function raft.bigint_field from public;
