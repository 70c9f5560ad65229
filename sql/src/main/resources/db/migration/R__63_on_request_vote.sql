-- raft.on_request_vote: event RequestVote
-- Parameters: p_step; p_event: last_log_index, last_log_term, pre_vote, transfer (optional).
-- Returns:    the step.
-- Source:     Figure 2, RequestVote RPC.
create or replace function raft.on_request_vote(inout p_step raft.step, p_event jsonb)
language plpgsql as $$
declare
  v_last_log_index bigint  := raft.bigint_field(p_event, 'last_log_index');
  v_last_log_term  bigint  := raft.bigint_field(p_event, 'last_log_term');
  v_pre_vote       boolean := raft.boolean_field(p_event, 'pre_vote');
  v_transfer       boolean := p_event ? 'transfer' and raft.boolean_field(p_event, 'transfer');
  v_granted        boolean := false;
begin
  -- RequestVote.1  a request of an older term is refused
  if p_step.event_term < p_step.current_term then
    p_step.rules := p_step.rules || 'RequestVote.1'::text;

  -- CheckQuorum.2  a leader is alive: its followers do not listen to candidates, and nothing changes
  elsif p_step.check_quorum and not v_transfer and raft.leader_is_alive(p_step) then
    p_step.rules := p_step.rules || 'CheckQuorum.2'::text;

  -- PreVote.2  say how one would vote, without a change
  elsif v_pre_vote then
    v_granted := (p_step.event_term > p_step.current_term or coalesce(p_step.voted_for, p_step.sender) = p_step.sender)
      and (v_last_log_term, v_last_log_index) >= (p_step.last_log_term, p_step.last_log_index);
    p_step.rules := p_step.rules || case when v_granted then 'PreVote.2' else 'PreVote.2.refused' end;

  else
    -- AllServers.2  a newer term is adopted, granted or not
    if p_step.event_term > p_step.current_term then
      p_step.rules := p_step.rules || 'AllServers.2'::text;
      p_step := raft.become_follower(p_step, p_step.event_term);
    end if;

    -- RequestVote.2  one vote a term, for a log at least as good as the own
    v_granted := coalesce(p_step.voted_for, p_step.sender) = p_step.sender
      and (v_last_log_term, v_last_log_index) >= (p_step.last_log_term, p_step.last_log_index);
    p_step.rules := p_step.rules || case when v_granted then 'RequestVote.2' else 'RequestVote.2.refused' end;
    if v_granted then
      p_step.voted_for := p_step.sender;
      p_step.election_timer := 'reset';
    end if;
  end if;

  p_step := raft.send_rpc(p_step, p_step.sender, 'RequestVoteReply', jsonb_build_object(
    'vote_term', p_step.event_term, 'vote_granted', v_granted, 'pre_vote', v_pre_vote)::text);
end
$$;
revoke all on function raft.on_request_vote from public;
