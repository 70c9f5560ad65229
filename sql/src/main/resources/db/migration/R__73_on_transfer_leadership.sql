-- raft.on_transfer_leadership: event TransferLeadership
-- Parameters: p_step; p_event: request, to.
-- Returns:    the step.
-- Source:     dissertation 3.10.
create or replace function raft.on_transfer_leadership(inout p_step raft.step, p_event jsonb)
language plpgsql as $$
declare
  v_request text := raft.text_field(p_event, 'request');
  v_to      int  := raft.node_field(p_event, 'to');
  v_error   text;
begin
  -- Client.1  only the leader takes requests
  if p_step.role <> 'leader' then
    p_step.rules := p_step.rules || 'Client.1'::text;
    p_step := raft.reply(p_step, v_request, 'not_leader', jsonb_build_object('leader', p_step.leader_id));
    return;
  end if;

  -- Transfer.7  not while another one runs, not to oneself, and only to a voter
  v_error := case
    when p_step.transfer_request is not null then 'transfer in progress'
    when v_to = p_step.node_id then format('node %s leads already', v_to)
    when v_to = any (p_step.learners) then format('node %s is a learner', v_to)
    when v_to <> all (p_step.voters || p_step.outgoing) then format('node %s is no voter', v_to)
  end;
  if v_error is not null then
    p_step.rules := p_step.rules || 'Transfer.7'::text;
    p_step := raft.reply(p_step, v_request, 'rejected', jsonb_build_object('error', v_error));
    return;
  end if;

  -- Transfer.1  stop taking writes and bring the target up to date
  p_step.rules := p_step.rules || 'Transfer.1'::text;
  p_step.transfer_target := v_to;
  p_step.transfer_request := v_request;
  p_step.transfer_term := p_step.current_term;
  p_step.transfer_deadline := p_step.at + p_step.election_timeout_ms;
  p_step.transfer_asked := false;
  p_step := raft.send_entries(p_step, v_to, false);
  p_step := raft.hand_over(p_step);
end
$$;
revoke all on function raft.on_transfer_leadership from public;
