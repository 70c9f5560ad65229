-- raft.on_take_snapshot: event TakeSnapshot
-- Parameters: p_step; p_event, no fields.
-- Returns:    the step.
-- Source:     paper 7.
create or replace function raft.on_take_snapshot(inout p_step raft.step, p_event jsonb)
language plpgsql as $$
begin
  -- Late.8  nothing was applied since the last snapshot
  if p_step.last_applied <= p_step.snapshot_index then
    p_step.rules := p_step.rules || 'Late.8'::text;
  else
    p_step := raft.take_snapshot(p_step);
  end if;
end
$$;
revoke all on function raft.on_take_snapshot from public;
