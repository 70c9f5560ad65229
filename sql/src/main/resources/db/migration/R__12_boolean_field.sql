-- raft.boolean_field: takes a boolean out of an event
-- Parameters: p_event, the event; p_name, the field.
-- Returns:    the boolean; raises RF001.
create or replace function raft.boolean_field(p_event jsonb, p_name text) returns boolean
language plpgsql immutable as $$
begin
  if jsonb_typeof(p_event -> p_name) = 'boolean' then
    return (p_event -> p_name)::boolean;
  end if;
  perform raft.bad_event(p_name, 'true or false');
end
$$;
revoke all on function raft.boolean_field from public;
