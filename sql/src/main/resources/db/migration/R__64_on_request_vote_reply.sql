-- raft.on_request_vote_reply: event RequestVoteReply
-- Parameters: p_step; p_event: vote_term, vote_granted, pre_vote.
-- Returns:    the step.
-- Source:     Figure 2, Rules for Servers, Candidates; dissertation 9.6 (pre-vote).
create or replace function raft.on_request_vote_reply(inout p_step raft.step, p_event jsonb)
language plpgsql as $$
declare
  v_vote_term bigint  := raft.bigint_field(p_event, 'vote_term');
  v_granted   boolean := raft.boolean_field(p_event, 'vote_granted');
  v_pre_vote  boolean := raft.boolean_field(p_event, 'pre_vote');
begin
  -- AllServers.2  a newer term is adopted; a granted pre-vote only promises
  if p_step.event_term > p_step.current_term and not (v_pre_vote and v_granted) then
    p_step.rules := p_step.rules || 'AllServers.2'::text;
    p_step := raft.become_follower(p_step, p_step.event_term);

  -- Late.3  the answer to an election that is over, or one that is counted already
  elsif p_step.role <> (case when v_pre_vote then 'pre_candidate' else 'candidate' end)
    or v_vote_term <> p_step.current_term + v_pre_vote::int
    or p_step.event_term < p_step.current_term and not v_pre_vote
    or p_step.sender = any (p_step.votes_granted || p_step.votes_refused) then
    p_step.rules := p_step.rules || 'Late.3'::text;

  -- Candidate.refused  a refusal is noted
  elsif not v_granted then
    p_step.rules := p_step.rules || 'Candidate.refused'::text;
    p_step.votes_refused := p_step.votes_refused || p_step.sender;

  else
    -- Candidate.granted  a vote is counted
    p_step.rules := p_step.rules || 'Candidate.granted'::text;
    p_step.votes_granted := p_step.votes_granted || p_step.sender;
    if raft.has_majority(p_step.votes_granted, p_step.voters, p_step.outgoing) then
      -- PreVote.3  a majority would vote for this node: it raises the term and asks in earnest
      if v_pre_vote then
        p_step.rules := p_step.rules || 'PreVote.3'::text;
        p_step := raft.campaign(p_step, false);
      else
        p_step := raft.become_leader(p_step);
      end if;
    end if;
  end if;
end
$$;
revoke all on function raft.on_request_vote_reply from public;
