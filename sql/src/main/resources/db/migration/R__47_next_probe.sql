-- raft.next_probe: where to probe a peer after its refusal
-- Parameters: p_step, the leader's; p_prev, the refused prev_log_index; p_conflict_index, p_conflict_term, its hints.
-- Returns:    the next_index: the end of the conflicting term in the own log if it holds that term, else
--             conflict_index. Always lower than before, so that the search ends.
-- Tables:     reads raft.raft_log by its key.
-- Source:     paper 5.3.
create or replace function raft.next_probe(
  p_step raft.step, p_prev bigint, p_conflict_index bigint, p_conflict_term bigint) returns bigint
language plpgsql as $$
declare
  v_after bigint;
begin
  if p_conflict_term is not null then
    v_after := raft.first_index_of(p_step, p_conflict_term + 1, p_prev - 1);
    if v_after > 1 and raft.term_at(p_step, v_after - 1) = p_conflict_term then
      return v_after;
    end if;
  end if;
  return greatest(1, least(p_conflict_index, p_prev));
end
$$;
revoke all on function raft.next_probe from public;
