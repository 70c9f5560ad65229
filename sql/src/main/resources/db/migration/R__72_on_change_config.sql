-- raft.on_change_config: event ChangeConfig
-- Parameters: p_step; p_event: request, voters, learners (optional: none).
-- Returns:    the step.
-- Source:     paper 6; dissertation 4.3.
create or replace function raft.on_change_config(inout p_step raft.step, p_event jsonb)
language plpgsql as $$
declare
  v_request text := raft.text_field(p_event, 'request');
  v_joint   jsonb;
  v_error   text;
begin
  v_joint := jsonb_build_object('voters', p_event -> 'voters', 'outgoing', p_step.voters,
                                'learners', coalesce(p_event -> 'learners', '[]'));
  if coalesce(cardinality(raft.node_set(p_event -> 'voters')), 0) = 0 then
    perform raft.bad_event('voters', 'an array of distinct node ids, not empty');
  end if;
  if not raft.is_config(v_joint) then
    perform raft.bad_event('learners', 'an array of distinct node ids, none of them a voter');
  end if;

  -- Client.1  only the leader takes requests
  if p_step.role <> 'leader' then
    p_step.rules := p_step.rules || 'Client.1'::text;
    p_step := raft.reply(p_step, v_request, 'not_leader', jsonb_build_object('leader', p_step.leader_id));
    return;
  end if;

  -- Config.7  one change at a time, and none before an entry of the own term is committed
  v_error := case
    when p_step.transfer_request is not null then 'transfer in progress'
    when p_step.outgoing <> '{}' or p_step.config_index > p_step.commit_index then 'config change in progress'
    when p_step.commit_index < p_step.noop_index then 'no commit in this term yet'
  end;
  if v_error is not null then
    p_step.rules := p_step.rules || 'Config.7'::text;
    p_step := raft.reply(p_step, v_request, 'rejected', jsonb_build_object('error', v_error));
    return;
  end if;

  -- Config.8  the joint configuration enters the log
  p_step.rules := p_step.rules || 'Config.8'::text;
  p_step.config_request := v_request;
  p_step := raft.append_entry(p_step, 'config', v_joint);
  p_step := raft.advance_commit(p_step);
  if p_step.role = 'leader' then
    p_step := raft.send_entries(p_step, null, false);
  end if;
end
$$;
revoke all on function raft.on_change_config from public;
