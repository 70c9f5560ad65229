-- raft.term_at: the term of an entry
-- Parameters: p_step; p_index, from 0 to last_log_index.
-- Returns:    the term; null where the log does not reach, above its end or below its start.
-- Tables:     reads raft.raft_log by its key.
create or replace function raft.term_at(p_step raft.step, p_index bigint) returns bigint
language plpgsql as $$
begin
  return case
    when p_index = p_step.last_log_index then p_step.last_log_term
    when p_index = p_step.log_start then p_step.log_start_term
    else (select l.term from raft.raft_log l where l.node_id = p_step.node_id and l.log_index = p_index)
  end;
end
$$;
revoke all on function raft.term_at from public;
