-- raft.truncate_log: the log ends before an index
-- Parameters: p_step; p_index, the first entry to go, above commit_index.
-- Returns:    the step; a configuration that went with the entries is undone.
-- Tables:     raft.raft_log by its key and by raft_log_config; reads raft.raft_snapshot, raft.raft_node.
-- Source:     Figure 2, AppendEntries RPC, 3; paper 6 (a server falls back on the previous configuration).
create or replace function raft.truncate_log(inout p_step raft.step, p_index bigint)
language plpgsql as $$
declare
  v_config jsonb;
  v_index  bigint;
begin
  p_step.last_log_term := coalesce(raft.term_at(p_step, p_index - 1), 0);
  p_step.last_log_index := p_index - 1;
  p_step.rows_changed := true;
  p_step.must_flush := true;
  delete from raft.raft_log l where l.node_id = p_step.node_id and l.log_index >= p_index;

  -- Config.6  a configuration that was cut from the log counts no longer
  if p_step.config_index >= p_index then
    p_step.rules := p_step.rules || 'Config.6'::text;
    select l.command, l.log_index into v_config, v_index
    from raft.raft_log l
    where l.node_id = p_step.node_id and l.kind = 'config'
    order by l.log_index desc
    limit 1;
    if v_config is null then
      select coalesce(s.config, jsonb_build_object(
               'voters', n.bootstrap_voters, 'outgoing', '[]'::jsonb, 'learners', n.bootstrap_learners))
      into v_config
      from raft.raft_node n
      left join raft.raft_snapshot s on s.node_id = n.node_id
      where n.node_id = p_step.node_id;
    end if;
    p_step := raft.set_config(p_step, v_config, coalesce(v_index, 0));
  end if;
end
$$;
