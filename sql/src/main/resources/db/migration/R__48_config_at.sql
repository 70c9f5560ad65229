-- raft.config_at: the configuration in force at an index
-- Parameters: p_step; p_index, from snapshot_index to last_log_index.
-- Returns:    config, the latest configuration in the log up to there, else the snapshot's, else the bootstrap one;
--             config_index, where it stands in the log, 0 for nowhere.
-- Tables:     reads raft.raft_log by raft_log_config, raft.raft_snapshot, raft.raft_node.
-- Source:     paper 6, 7 (a snapshot holds the latest configuration as of its index).
create or replace function raft.config_at(
  p_step raft.step, p_index bigint, out config jsonb, out config_index bigint)
language plpgsql as $$
begin
  select l.command, l.log_index into config, config_index
  from raft.raft_log l
  where l.node_id = p_step.node_id and l.kind = 'config' and l.log_index <= p_index
  order by l.log_index desc
  limit 1;
  if config is null then
    config_index := 0;
    select coalesce(s.config, jsonb_build_object(
             'voters', n.bootstrap_voters, 'outgoing', '[]'::jsonb, 'learners', n.bootstrap_learners))
    into config
    from raft.raft_node n
    left join raft.raft_snapshot s on s.node_id = n.node_id
    where n.node_id = p_step.node_id;
  end if;
end
$$;
revoke all on function raft.config_at from public;
