-- raft.compact_log: the log loses its beginning
-- Parameters: p_step, snapshot_index and log_start_term already new; p_start, the last index to go.
-- Returns:    the step.
-- Tables:     raft.raft_log by its key; raft.raft_state, so that listeners are told that nothing was truncated.
-- Source:     paper 7.
create or replace function raft.compact_log(inout p_step raft.step, p_start bigint)
language plpgsql as $$
begin
  update raft.raft_state s
  set snapshot_index = p_step.snapshot_index, last_log_index = p_step.last_log_index
  where s.node_id = p_step.node_id;
  delete from raft.raft_log l where l.node_id = p_step.node_id and l.log_index <= p_start;
  p_step.log_start := p_start;
  p_step.rows_changed := true;
  p_step.must_flush := true;
end
$$;
revoke all on function raft.compact_log from public;
