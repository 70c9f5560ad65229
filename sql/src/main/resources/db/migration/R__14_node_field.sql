-- raft.node_field: takes a node's id out of an event
-- Parameters: p_event, the event; p_name, the field.
-- Returns:    the id, a positive int; raises RF001.
create or replace function raft.node_field(p_event jsonb, p_name text) returns int
language sql immutable
return case
  when p_event -> p_name @@ 'strict $ >= 1 && $ <= 2147483647 && $ % 1 == 0' then (p_event -> p_name)::int
  else raft.bad_field(p_event, p_name, 'a node id, a whole number from 1 to 2147483647', null::int)
end;
revoke all on function raft.node_field from public;
