-- raft.set_config: puts a configuration into force
-- Purpose:    Config.1: a configuration counts from the moment it is in the log, committed or not. A leader starts to
--             send to new members and forgets those who left.
-- Parameters: p_step; p_config, the configuration; p_index, where it stands in the log, 0 for nowhere.
-- Returns:    the step.
-- Source:     paper 6, dissertation 4.1.
create or replace function raft.set_config(inout p_step raft.step, p_config jsonb, p_index bigint)
language plpgsql as $$
begin
  p_step.wide := true;
  p_step.voters := raft.node_set(p_config -> 'voters');
  p_step.outgoing := raft.node_set(p_config -> 'outgoing');
  p_step.learners := raft.node_set(p_config -> 'learners');
  p_step.config_index := p_index;
  p_step.rules := p_step.rules || 'Config.1'::text;
  if p_step.role = 'leader' then
    p_step := raft.set_peers(p_step);
    if p_step.transfer_target <> all (p_step.voters || p_step.outgoing) then
      p_step := raft.end_transfer(p_step, format('node %s left the configuration', p_step.transfer_target));
    end if;
  end if;
end
$$;
revoke all on function raft.set_config from public;
