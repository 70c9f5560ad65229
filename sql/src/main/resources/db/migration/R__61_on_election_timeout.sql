-- raft.on_election_timeout: event ElectionTimeout
-- Parameters: p_step; p_event, no fields.
-- Returns:    the step.
-- Source:     Figure 2, Rules for Servers, Followers and Candidates.
create or replace function raft.on_election_timeout(inout p_step raft.step, p_event jsonb)
language plpgsql as $$
begin
  -- Late.1  a leader waits for no leader
  if p_step.role = 'leader' then
    p_step.rules := p_step.rules || 'Late.1'::text;

  -- Config.5  only a voter campaigns
  elsif p_step.node_id <> all (p_step.voters || p_step.outgoing) then
    p_step.rules := p_step.rules || 'Config.5'::text;

  else
    -- Follower.2  no leader for an election timeout; Candidate.4  no winner for one
    p_step.rules := p_step.rules || case p_step.role when 'follower' then 'Follower.2' else 'Candidate.4' end;
    if p_step.pre_vote then
      p_step := raft.pre_campaign(p_step);
    else
      p_step := raft.campaign(p_step, false);
    end if;
  end if;
end
$$;
revoke all on function raft.on_election_timeout from public;
