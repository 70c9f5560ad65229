-- raft.truncate_log: the log ends before an index
-- Parameters: p_step; p_index, the first entry to go, above commit_index.
-- Returns:    the step; a configuration that went with the entries is undone.
-- Tables:     raft.raft_log by its key.
-- Source:     Figure 2, AppendEntries RPC, 3; paper 6 (a server falls back on the previous configuration).
create or replace function raft.truncate_log(inout p_step raft.step, p_index bigint)
language plpgsql as $$
declare
  v_config jsonb;
  v_index  bigint;
begin
  p_step.last_log_term := raft.term_at(p_step, p_index - 1);
  p_step.last_log_index := p_index - 1;
  p_step.rows_changed := true;
  p_step.must_flush := true;
  delete from raft.raft_log l where l.node_id = p_step.node_id and l.log_index >= p_index;

  -- Config.6  a configuration that was cut from the log counts no longer
  if p_step.config_index >= p_index then
    p_step.rules := p_step.rules || 'Config.6'::text;
    select c.config, c.config_index into v_config, v_index from raft.config_at(p_step, p_index - 1) c;
    p_step := raft.set_config(p_step, v_config, v_index);
  end if;
end
$$;
revoke all on function raft.truncate_log from public;
