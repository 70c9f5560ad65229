-- raft.first_index_of: where a term begins in the log
-- Purpose:    terms never fall along a log, so a binary search by the key finds the place, however long the log.
-- Parameters: p_step; p_term; p_to, where the search ends.
-- Returns:    the first index above log_start whose term is p_term or higher; p_to + 1 if there is none up to p_to.
-- Tables:     reads raft.raft_log by its key.
create or replace function raft.first_index_of(p_step raft.step, p_term bigint, p_to bigint) returns bigint
language plpgsql as $$
declare
  v_low    bigint := p_step.log_start + 1;
  v_high   bigint := p_to + 1;
  v_middle bigint;
begin
  while v_low < v_high loop
    v_middle := (v_low + v_high) / 2;
    if raft.term_at(p_step, v_middle) >= p_term then
      v_high := v_middle;
    else
      v_low := v_middle + 1;
    end if;
  end loop;
  return v_low;
end
$$;
revoke all on function raft.first_index_of from public;
