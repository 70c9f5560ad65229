-- raft.follow: a message of the current leader has come
-- Purpose:    Follower.1: adopt its term, follow it and wait again.
-- Parameters: p_step, the event's term not below the own.
-- Returns:    the step, the election timer reset.
-- Source:     Figure 2, Rules for Servers, Candidates; paper 5.2.
create or replace function raft.follow(inout p_step raft.step)
language plpgsql as $$
begin
  -- AllServers.2  a newer term is adopted
  if p_step.event_term > p_step.current_term then
    p_step.rules := p_step.rules || 'AllServers.2'::text;
    if p_step.transfer_request is not null then
      p_step := raft.end_transfer(p_step, null);
    end if;
    p_step := raft.become_follower(p_step, p_step.event_term);

  -- A term has one leader: another one breaks what is committed.
  elsif p_step.role = 'leader' then
    raise exception using errcode = 'RF003',
      message = format('node %s leads term %s, and node %s claims to lead it too',
                       p_step.node_id, p_step.current_term, p_step.sender),
      hint = 'One of the two has lost its vote or its term. Nothing was changed.';

  -- Candidate.3  somebody else has won this term; the vote stays given
  elsif p_step.role <> 'follower' then
    p_step.rules := p_step.rules || 'Candidate.3'::text;
    p_step := raft.become_follower(p_step, p_step.current_term);
  end if;

  -- Follower.1  the leader is heard and its request will be answered
  p_step.rules := p_step.rules || 'Follower.1'::text;
  p_step.leader_id := p_step.sender;
  p_step.heard_at := p_step.at;
  p_step.election_timer := 'reset';
end
$$;
revoke all on function raft.follow from public;
