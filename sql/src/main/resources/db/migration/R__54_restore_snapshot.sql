-- raft.restore_snapshot: the state machine is what the snapshot holds
-- Parameters: p_step, snapshot_index that of the snapshot; 0 stands for the empty state machine.
-- Returns:    the step, log_time as of the snapshot.
-- Tables:     raft.raft_kv, raft.raft_session; reads raft.raft_snapshot_chunk by its key.
-- Source:     paper 7.
create or replace function raft.restore_snapshot(inout p_step raft.step)
language plpgsql as $$
begin
  delete from raft.raft_kv k where k.node_id = p_step.node_id;
  delete from raft.raft_session s where s.node_id = p_step.node_id;
  insert into raft.raft_kv (node_id, key, value, log_index)
  select p_step.node_id, e.item ->> 0, e.item -> 1, (e.item ->> 2)::numeric
  from raft.raft_snapshot_chunk c
  cross join lateral jsonb_array_elements(coalesce(c.data -> 'kv', '[]')) e (item)
  where c.node_id = p_step.node_id and c.snapshot_index = p_step.snapshot_index
  on conflict (node_id, key) do nothing;
  insert into raft.raft_session (node_id, client, serial, answer, used_at)
  select p_step.node_id, (e.item ->> 0)::numeric, (e.item ->> 1)::numeric, nullif(e.item -> 2, 'null'),
         (e.item ->> 3)::numeric
  from raft.raft_snapshot_chunk c
  cross join lateral jsonb_array_elements(coalesce(c.data -> 'sessions', '[]')) e (item)
  where c.node_id = p_step.node_id and c.snapshot_index = p_step.snapshot_index
  on conflict (node_id, client) do nothing;
  select coalesce(max((c.data ->> 'log_time')::numeric), 0) into p_step.log_time
  from raft.raft_snapshot_chunk c
  where c.node_id = p_step.node_id and c.snapshot_index = p_step.snapshot_index;
end
$$;
revoke all on function raft.restore_snapshot from public;
