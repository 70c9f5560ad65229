-- raft.ask_votes: a candidate of either kind asks the other voters
-- Parameters: p_step, its role already set; p_transfer, as for raft.campaign.
-- Returns:    the step, the election timer reset.
-- Source:     Figure 2, RequestVote RPC; dissertation 9.6 (pre-vote: the term asked for is the next one).
create or replace function raft.ask_votes(inout p_step raft.step, p_transfer boolean)
language plpgsql as $$
declare
  v_pre_vote boolean := p_step.role = 'pre_candidate';
  v_voter    int;
begin
  p_step.leader_id := null;
  -- Who is no voter of its latest configuration does not count its own vote.
  p_step.votes_granted := array(
    select p_step.node_id where p_step.node_id = any (p_step.voters || p_step.outgoing));
  p_step.votes_refused := '{}';
  p_step.election_timer := 'reset';
  for v_voter in select distinct id from unnest(p_step.voters || p_step.outgoing) id order by id loop
    if v_voter <> p_step.node_id then
      p_step := raft.send_rpc(p_step, v_voter, 'RequestVote', jsonb_build_object(
        'term', p_step.current_term + v_pre_vote::int, 'pre_vote', v_pre_vote, 'transfer', p_transfer,
        'last_log_index', p_step.last_log_index, 'last_log_term', p_step.last_log_term)::text);
    end if;
  end loop;
end
$$;
revoke all on function raft.ask_votes from public;
