-- raft.hand_over, raft.end_transfer: the two ends of a leadership transfer
-- Purpose:    hand_over tells the target to campaign as soon as its log is the leader's; end_transfer answers who asked.
-- Parameters: p_step; p_error, why the transfer failed, or null if the sender of this event leads a newer term.
-- Returns:    the step.
-- Source:     dissertation 3.10.
create or replace function raft.hand_over(inout p_step raft.step)
language plpgsql as $$
begin
  if p_step.transfer_target is null or p_step.transfer_asked then
    return;
  end if;
  -- Transfer.2  the target's log is as long as the leader's: it may campaign at once
  if p_step.peers[raft.peer_place(p_step.peers, p_step.transfer_target)].match_index = p_step.last_log_index then
    p_step.rules := p_step.rules || 'Transfer.2'::text;
    p_step.transfer_asked := true;
    p_step.wide := true;
    p_step := raft.send_rpc(p_step, p_step.transfer_target, 'TimeoutNow', '{}');
  end if;
end
$$;
revoke all on function raft.hand_over from public;

create or replace function raft.end_transfer(inout p_step raft.step, p_error text)
language plpgsql as $$
begin
  -- Transfer.6  another leader is seen, or the transfer failed
  p_step.rules := p_step.rules || 'Transfer.6'::text;
  p_step := case when p_error is null
    then raft.reply(p_step, p_step.transfer_request, 'ok', jsonb_build_object(
           'index', p_step.commit_index, 'term', p_step.event_term,
           'result', jsonb_build_object('leader', p_step.sender)))
    else raft.reply(p_step, p_step.transfer_request, 'rejected', jsonb_build_object('error', p_error))
  end;
  p_step.transfer_target := null;
  p_step.transfer_request := null;
  p_step.transfer_deadline := null;
  p_step.wide := true;
  p_step.transfer_asked := false;
end
$$;
revoke all on function raft.end_transfer from public;
