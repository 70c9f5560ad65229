-- raft.bigint_field: takes a whole number out of an event
-- Purpose:    the one place where numbers of an event are checked: a whole number from 0 to 2^53 - 1.
-- Parameters: p_event, the event; p_name, the field.
-- Returns:    the number; raises RF001.
create or replace function raft.bigint_field(p_event jsonb, p_name text) returns bigint
language plpgsql immutable as $$
declare
  v_number numeric;
begin
  if jsonb_typeof(p_event -> p_name) = 'number' then
    v_number := (p_event ->> p_name)::numeric;
    if v_number between 0 and 9007199254740991 and scale(trim_scale(v_number)) = 0 then
      return v_number;
    end if;
  end if;
  perform raft.bad_event(p_name, 'a whole number from 0 to 9007199254740991');
end
$$;
revoke all on function raft.bigint_field from public;
