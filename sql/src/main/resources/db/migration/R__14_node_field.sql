-- raft.node_field: takes a node's id out of an event
-- Parameters: p_event, the event; p_name, the field.
-- Returns:    the id, a positive int; raises RF001.
create or replace function raft.node_field(p_event jsonb, p_name text) returns int
language plpgsql immutable as $$
declare
  v_number numeric;
begin
  if jsonb_typeof(p_event -> p_name) = 'number' then
    v_number := (p_event ->> p_name)::numeric;
    if v_number between 1 and 2147483647 and scale(trim_scale(v_number)) = 0 then
      return v_number;
    end if;
  end if;
  perform raft.bad_event(p_name, 'a node id, a whole number from 1 to 2147483647');
end
$$;
revoke all on function raft.node_field from public;
