-- raft.after_answer: what a leader does once it heard a peer
-- Parameters: p_step, the leader's, the peer's row written; p_matched, whether the peer holds more that may be committed
--             now; p_behind, whether it lacks entries.
-- Returns:    the step.
-- Source:     Figure 2, Rules for Servers, Leaders.
create or replace function raft.after_answer(inout p_step raft.step, p_matched boolean, p_behind boolean)
language plpgsql as $$
begin
  if p_matched then
    p_step := raft.advance_commit(p_step);
  end if;
  if p_step.role = 'leader' then
    if p_behind then
      p_step := raft.send_entries(p_step, p_step.sender, false);
    end if;
    if p_step.read_round is not null then
      p_step := raft.confirm_reads(p_step);
    end if;
    if p_step.transfer_target is not null then
      p_step := raft.hand_over(p_step);
    end if;
  end if;
end
$$;
revoke all on function raft.after_answer from public;
