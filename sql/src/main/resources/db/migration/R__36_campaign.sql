-- raft.campaign: starts an election
-- Purpose:    Candidate.1: raise the term, vote for oneself, ask all others.
-- Parameters: p_step; p_transfer, whether a leader asked for it (dissertation 3.10): then living leaders do not matter.
-- Returns:    the step.
-- Source:     Figure 2, Rules for Servers, Candidates.
create or replace function raft.campaign(inout p_step raft.step, p_transfer boolean)
language plpgsql as $$
begin
  -- Candidate.1  raise the term, vote for oneself, reset the timer, ask everybody
  p_step.rules := p_step.rules || 'Candidate.1'::text;
  p_step := raft.become_follower(p_step, p_step.current_term + 1);
  p_step.role := 'candidate';
  p_step.voted_for := p_step.node_id;
  p_step := raft.ask_votes(p_step, p_transfer);

  -- Candidate.2  the majority may be oneself alone
  if raft.has_majority(p_step.votes_granted, p_step.voters, p_step.outgoing) then
    p_step := raft.become_leader(p_step);
  end if;
end
$$;
revoke all on function raft.campaign from public;
