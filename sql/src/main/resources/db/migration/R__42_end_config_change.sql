-- raft.end_config_change: the final configuration is committed
-- Parameters: p_step, the leader's.
-- Returns:    the step.
-- Source:     paper 6; dissertation 4.2.2 (removing the current leader).
create or replace function raft.end_config_change(inout p_step raft.step)
language plpgsql as $$
begin
  -- Config.3  the change is done: whoever asked for it is told
  if p_step.config_request is not null then
    p_step.rules := p_step.rules || 'Config.3'::text;
    p_step := raft.reply(p_step, p_step.config_request, 'ok', jsonb_build_object(
      'index', p_step.config_index, 'term', p_step.current_term,
      'result', jsonb_build_object('voters', p_step.voters, 'learners', p_step.learners)));
    p_step.config_request := null;
    p_step.wide := true;
  end if;

  -- Config.4  a leader outside the final configuration steps down
  if p_step.node_id <> all (p_step.voters) then
    p_step.rules := p_step.rules || 'Config.4'::text;
    p_step := raft.become_follower(p_step, p_step.current_term);
  end if;
end
$$;
revoke all on function raft.end_config_change from public;
