-- raft.bad_bigint, raft.bad_node, raft.bad_text, raft.bad_boolean, raft.bad_array: refuse a field of an event
-- Purpose:    the other ends of the functions that take a field out of an event. Those are single expressions, which cost
--             nothing beyond themselves where a field is right; these say what is wrong with it.
-- Parameters: p_event, the event; p_name, the field.
-- Returns:    never; raise RF001.
create or replace function raft.bad_bigint(p_event jsonb, p_name text) returns bigint
language plpgsql immutable as $$
begin
  perform raft.bad_event(p_name, 'a whole number from 0 to 9007199254740991');
end
$$;
revoke all on function raft.bad_bigint from public;

create or replace function raft.bad_node(p_event jsonb, p_name text) returns int
language plpgsql immutable as $$
begin
  perform raft.bad_event(p_name, 'a node id, a whole number from 1 to 2147483647');
end
$$;
revoke all on function raft.bad_node from public;

create or replace function raft.bad_text(p_event jsonb, p_name text) returns text
language plpgsql immutable as $$
begin
  perform raft.bad_event(p_name, 'a text');
end
$$;
revoke all on function raft.bad_text from public;

create or replace function raft.bad_boolean(p_event jsonb, p_name text) returns boolean
language plpgsql immutable as $$
begin
  perform raft.bad_event(p_name, 'true or false');
end
$$;
revoke all on function raft.bad_boolean from public;

create or replace function raft.bad_array(p_event jsonb, p_name text) returns jsonb
language plpgsql immutable as $$
begin
  perform raft.bad_event(p_name, 'an array');
end
$$;
revoke all on function raft.bad_array from public;
