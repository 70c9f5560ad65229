-- raft.on_request_vote_reply: event RequestVoteReply
-- Parameters: p_step; p_event: vote_term, vote_granted, pre_vote.
-- Returns:    the step.
-- Source:     Figure 2, Rules for Servers, Candidates.
create or replace function raft.on_request_vote_reply(inout p_step raft.step, p_event jsonb)
language plpgsql as $$
declare
  v_vote_term bigint  := raft.bigint_field(p_event, 'vote_term');
  v_granted   boolean := raft.boolean_field(p_event, 'vote_granted');
  v_pre_vote  boolean := raft.boolean_field(p_event, 'pre_vote');
begin
  -- AllServers.2  a newer term is adopted
  if p_step.event_term > p_step.current_term then
    p_step.rules := p_step.rules || 'AllServers.2'::text;
    p_step := raft.become_follower(p_step, p_step.event_term);

  -- Late.3  the answer to an election that is over
  elsif p_step.role <> 'candidate' or v_pre_vote or v_vote_term <> p_step.current_term
    or p_step.event_term < p_step.current_term then
    p_step.rules := p_step.rules || 'Late.3'::text;

  elsif p_step.sender = any (p_step.votes_granted || p_step.votes_refused) then
    p_step.rules := p_step.rules || 'Late.3'::text;

  -- Candidate.3  a refusal is noted
  elsif not v_granted then
    p_step.rules := p_step.rules || 'Candidate.refused'::text;
    p_step.votes_refused := p_step.votes_refused || p_step.sender;

  else
    -- Candidate.2  votes of a majority: become leader
    p_step.rules := p_step.rules || 'Candidate.granted'::text;
    p_step.votes_granted := p_step.votes_granted || p_step.sender;
    if raft.has_majority(p_step.votes_granted, p_step.voters, p_step.outgoing) then
      p_step := raft.become_leader(p_step);
    end if;
  end if;
end
$$;
