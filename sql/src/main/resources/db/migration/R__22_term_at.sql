-- raft.term_at: the term of an entry
-- Parameters: p_step; p_index, from 0 to last_log_index.
-- Returns:    the term; null where the log does not reach, above its end or below its start.
-- Tables:     reads raft.raft_log by its key.
create or replace function raft.term_at(p_step raft.step, p_index bigint) returns bigint
language plpgsql as $$
begin
  -- One after the other: an expression with a select in it costs a statement, whichever way it goes.
  if p_index = p_step.last_log_index then
    return p_step.last_log_term;
  elsif p_index = p_step.log_start then
    return p_step.log_start_term;
  end if;
  return (select l.term from raft.raft_log l where l.node_id = p_step.node_id and l.log_index = p_index);
end
$$;
revoke all on function raft.term_at from public;
