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

  -- Limit.1  there is no term above the highest, and no room for an entry above the highest index
  elsif greatest(p_step.current_term, p_step.last_log_index) = 9007199254740991 then
    p_step.rules := p_step.rules || 'Limit.1'::text;

  -- Config.5  only a voter campaigns, or who was one and may have to finish the change
  elsif not raft.may_campaign(p_step) then
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
