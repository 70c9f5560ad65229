-- raft.pre_campaign: asks who would vote
-- Purpose:    PreVote.1: a node that cannot win does not raise the term and disturbs nobody.
-- Parameters: p_step.
-- Returns:    the step.
-- Source:     dissertation 9.6.
create or replace function raft.pre_campaign(inout p_step raft.step)
language plpgsql as $$
begin
  -- PreVote.1  ask for the next term without entering it
  p_step.rules := p_step.rules || 'PreVote.1'::text;
  p_step := raft.become_follower(p_step, p_step.current_term);
  p_step.role := 'pre_candidate';
  p_step := raft.ask_votes(p_step, false);
  if raft.has_majority(p_step.votes_granted, p_step.voters, p_step.outgoing) then
    p_step := raft.campaign(p_step, false);
  end if;
end
$$;
revoke all on function raft.pre_campaign from public;
