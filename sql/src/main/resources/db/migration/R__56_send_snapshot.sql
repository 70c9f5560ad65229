-- raft.send_snapshot: the leader's InstallSnapshot
-- Purpose:    Snapshot.2: a peer that lacks what the log no longer holds gets the snapshot, one chunk at a time; a chunk
--             that is not answered goes out again with the next heartbeat.
-- Parameters: p_step, the leader's, its round begun; p_place, the peer's; p_again, whether what was not answered goes again.
-- Returns:    the step.
-- Tables:     reads raft.raft_snapshot, raft.raft_snapshot_chunk by its key.
-- Source:     paper 7, Figure 13.
create or replace function raft.send_snapshot(inout p_step raft.step, p_place int, p_again boolean)
language plpgsql as $$
declare
  v_peer    raft.peer := p_step.peers[p_place];
  v_content record;
begin
  if cardinality(v_peer.inflight) > 0 and not p_again then
    return;
  end if;
  -- The chunk that the peer wants, or the first one of a snapshot that is another.
  select s.config, c.chunk, c.data, not exists (
           select from raft.raft_snapshot_chunk n
           where n.node_id = p_step.node_id and n.snapshot_index = p_step.snapshot_index and n.chunk = c.chunk + 1
         ) as done
  into v_content
  from raft.raft_snapshot s
  join raft.raft_snapshot_chunk c on c.node_id = p_step.node_id and c.snapshot_index = p_step.snapshot_index
  where s.node_id = p_step.node_id
    and c.chunk in (0, case when v_peer.snapshot_index = p_step.snapshot_index then v_peer.snapshot_chunk end)
  order by c.chunk desc
  limit 1;

  -- Snapshot.2  the peer is too far behind for the log
  p_step.rules := p_step.rules || 'Snapshot.2'::text;
  p_step := raft.send_rpc(p_step, v_peer.peer_id, 'InstallSnapshot', jsonb_build_object(
    'snapshot_index', p_step.snapshot_index, 'snapshot_term', p_step.snapshot_term, 'config', v_content.config,
    'chunk', v_content.chunk, 'data', v_content.data, 'done', v_content.done, 'round', p_step.rounds)::text);
  v_peer.snapshot_index := p_step.snapshot_index;
  v_peer.snapshot_chunk := v_content.chunk;
  v_peer.probing := true;
  v_peer.inflight := array[p_step.rounds];
  p_step.peers[p_place] := v_peer;
end
$$;
revoke all on function raft.send_snapshot from public;
