-- raft.may_campaign: whether a node may ask for votes
-- Purpose:    a voter may. So may who is no voter of its latest configuration, but was one of the configuration before, as
--             long as it does not know the latest to be committed: it may be the only one that can finish the change.
-- Parameters: p_step.
-- Returns:    true or false.
-- Tables:     reads raft.raft_log by raft_log_config, raft.raft_snapshot, raft.raft_node.
-- Source:     dissertation 4.2.2.
create or replace function raft.may_campaign(p_step raft.step) returns boolean
language plpgsql as $$
declare
  v_before jsonb;
begin
  if p_step.node_id = any (p_step.voters || p_step.outgoing) then
    return true;
  end if;
  if p_step.config_index <= p_step.commit_index then
    return false;
  end if;
  select c.config into v_before from raft.config_at(p_step, p_step.config_index - 1) c;
  return p_step.node_id = any (raft.node_set(v_before -> 'voters') || raft.node_set(v_before -> 'outgoing'));
end
$$;
revoke all on function raft.may_campaign from public;
