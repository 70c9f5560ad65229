-- raft.bad_field: refuses a field of an event, in the place of its value
-- Purpose:    the other end of the functions that take a field out of an event. Those are single expressions, which cost
--             nothing beyond themselves where a field is right; this says what is wrong with it.
-- Parameters: p_event, the event; p_name, the field; p_expected, what belongs there; p_type, a null of the value's type. The
--             event is not looked at: without it the planner would take the call for a constant, and make it.
-- Returns:    never; raises RF001.
create or replace function raft.bad_field(p_event jsonb, p_name text, p_expected text, p_type anyelement)
returns anyelement
language plpgsql immutable as $$
begin
  perform raft.bad_event(p_name, p_expected);
end
$$;
revoke all on function raft.bad_field from public;
