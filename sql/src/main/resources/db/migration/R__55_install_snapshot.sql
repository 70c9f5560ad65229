-- raft.install_snapshot: the last chunk of a leader's snapshot has come
-- Purpose:    Snapshot.5: the snapshot takes the place of the log up to its index. If the log holds the snapshot's last
--             entry, what follows it is kept; else the whole log goes.
-- Parameters: p_step; p_index, p_term, the snapshot's last entry, above commit_index; p_config, its configuration.
-- Returns:    the step.
-- Tables:     raft.raft_snapshot, raft.raft_snapshot_chunk, raft.raft_log, raft.raft_kv, raft.raft_session.
-- Source:     paper 7, Figure 13.
create or replace function raft.install_snapshot(inout p_step raft.step, p_index bigint, p_term bigint, p_config jsonb)
language plpgsql as $$
declare
  v_kept boolean := p_index <= p_step.last_log_index and raft.term_at(p_step, p_index) = p_term;
  v_to   bigint := p_index;
begin
  insert into raft.raft_snapshot (node_id, snapshot_index, snapshot_term, config, log_time)
  values (p_step.node_id, p_index, p_term, p_config, 0)
  on conflict (node_id) do update
  set snapshot_index = excluded.snapshot_index, snapshot_term = excluded.snapshot_term, config = excluded.config;

  -- Snapshot.5  the log that does not hold the snapshot's last entry goes as a whole
  if not v_kept then
    p_step.rules := p_step.rules || 'Snapshot.5'::text;
    v_to := greatest(p_index, p_step.last_log_index);
    p_step.last_log_index := p_index;
    p_step.last_log_term := p_term;

  -- Snapshot.6  what follows the snapshot's last entry is kept
  else
    p_step.rules := p_step.rules || 'Snapshot.6'::text;
  end if;
  p_step.snapshot_index := p_index;
  p_step.snapshot_term := p_term;
  p_step := raft.compact_log(p_step, v_to);
  p_step.log_start := p_index;
  p_step.log_start_term := p_term;
  if p_step.config_index <= p_index or not v_kept then
    p_step := raft.set_config(p_step, p_config, 0);
  end if;

  delete from raft.raft_snapshot_chunk c where c.node_id = p_step.node_id and c.snapshot_index <> p_index;
  p_step.incoming_index := null;
  p_step.commit_index := p_index;
  p_step.last_applied := p_index;
  p_step := raft.restore_snapshot(p_step);
  update raft.raft_snapshot s set log_time = p_step.log_time where s.node_id = p_step.node_id;
end
$$;
revoke all on function raft.install_snapshot from public;
