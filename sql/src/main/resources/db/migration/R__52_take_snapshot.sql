-- raft.take_snapshot: the state machine as of last_applied takes the place of the log up to there
-- Purpose:    Snapshot.1: writes the map and the sessions as chunks of about 64 kB, as they travel, and compacts the log;
--             snapshot_trailing entries stay for peers that are a little behind.
-- Parameters: p_step, last_applied above snapshot_index.
-- Returns:    the step.
-- Tables:     raft.raft_snapshot, raft.raft_snapshot_chunk, raft.raft_log; reads raft.raft_kv, raft.raft_session.
-- Source:     paper 7.
create or replace function raft.take_snapshot(inout p_step raft.step)
language plpgsql as $$
declare
  v_term  bigint := raft.term_at(p_step, p_step.last_applied);
  v_start bigint := greatest(p_step.log_start, p_step.last_applied - p_step.snapshot_trailing);
begin
  p_step.wide := true;
  p_step.rules := p_step.rules || 'Snapshot.1'::text;
  insert into raft.raft_snapshot (node_id, snapshot_index, snapshot_term, config, log_time)
  values (p_step.node_id, p_step.last_applied, v_term,
          (select c.config from raft.config_at(p_step, p_step.last_applied) c), p_step.log_time)
  on conflict (node_id) do update
  set snapshot_index = excluded.snapshot_index, snapshot_term = excluded.snapshot_term, config = excluded.config,
      log_time = excluded.log_time;

  p_step.incoming_index := null;
  delete from raft.raft_snapshot_chunk c where c.node_id = p_step.node_id;
  insert into raft.raft_snapshot_chunk (node_id, snapshot_index, chunk, data)
  select p_step.node_id, p_step.last_applied, dense_rank() over (order by i.place) - 1, jsonb_build_object(
           'kv', coalesce(jsonb_agg(i.item order by i.name) filter (where i.kind = 'kv'), '[]'),
           'sessions', coalesce(jsonb_agg(i.item order by i.name) filter (where i.kind = 'session'), '[]'),
           'log_time', p_step.log_time)
  from (
    select a.kind, a.name, a.item, sum(a.size) over (order by a.kind, a.name) / 65536 as place
    from (
      -- There is a first chunk even of an empty map.
      select '' as kind, '' as name, null::jsonb as item, 0 as size
      union all
      select 'kv', k.key, jsonb_build_array(k.key, k.value, k.log_index), pg_column_size(k.value) + octet_length(k.key) + 16
      from raft.raft_kv k where k.node_id = p_step.node_id
      union all
      select 'session', s.client::text, jsonb_build_array(s.client, s.serial, s.answer, s.used_at),
             coalesce(pg_column_size(s.answer), 0) + 32
      from raft.raft_session s
      where s.node_id = p_step.node_id and s.used_at + p_step.session_timeout_ms > p_step.log_time
    ) a
  ) i
  group by i.place;

  p_step.log_start_term := raft.term_at(p_step, v_start);
  p_step.snapshot_index := p_step.last_applied;
  p_step.snapshot_term := v_term;
  p_step := raft.compact_log(p_step, v_start);
end
$$;
revoke all on function raft.take_snapshot from public;
