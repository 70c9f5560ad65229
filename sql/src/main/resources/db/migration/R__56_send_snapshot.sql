-- raft.send_snapshot: the leader's InstallSnapshot
-- Purpose:    Snapshot.2: a peer that lacks what the log no longer holds gets the snapshot, one chunk at a time; a chunk
--             that is not answered goes out again with the next heartbeat.
-- Parameters: p_step, the leader's; p_peer, p_all as for raft.send_entries.
-- Returns:    the step.
-- Tables:     raft.raft_peer; reads raft.raft_snapshot, raft.raft_snapshot_chunk by its key.
-- Source:     paper 7, Figure 13.
create or replace function raft.send_snapshot(inout p_step raft.step, p_peer int, p_all boolean)
language plpgsql as $$
declare
  v_peer record;
begin
  for v_peer in
    with behind as (
      select p.peer_id, case when p.snapshot_index = p_step.snapshot_index
                              and exists (select from raft.raft_snapshot_chunk c
                                          where c.node_id = p_step.node_id and c.snapshot_index = p_step.snapshot_index
                                            and c.chunk = p.snapshot_chunk)
                             then p.snapshot_chunk else 0 end as chunk
      from raft.raft_peer p
      where p.node_id = p_step.node_id and (p_peer is null or p.peer_id = p_peer) and p.next_index <= p_step.log_start
        and (p.inflight = '{}' or p_all)
    ), sent as (
      update raft.raft_peer p
      set snapshot_index = p_step.snapshot_index, snapshot_chunk = behind.chunk, probing = true,
          inflight = array[p_step.rounds + 1]
      from behind
      where p.node_id = p_step.node_id and p.peer_id = behind.peer_id
      returning p.peer_id, p.snapshot_chunk
    )
    select e.peer_id, e.snapshot_chunk, s.config, c.data, not exists (
             select from raft.raft_snapshot_chunk n
             where n.node_id = p_step.node_id and n.snapshot_index = p_step.snapshot_index and n.chunk = c.chunk + 1
           ) as done
    from sent e
    join raft.raft_snapshot s on s.node_id = p_step.node_id
    join raft.raft_snapshot_chunk c
      on c.node_id = p_step.node_id and c.snapshot_index = p_step.snapshot_index and c.chunk = e.snapshot_chunk
    order by e.peer_id
  loop
    -- Snapshot.2  the peer is too far behind for the log
    p_step.rules := p_step.rules || 'Snapshot.2'::text;
    p_step := raft.send_rpc(p_step, v_peer.peer_id, 'InstallSnapshot', jsonb_build_object(
      'snapshot_index', p_step.snapshot_index, 'snapshot_term', p_step.snapshot_term, 'config', v_peer.config,
      'chunk', v_peer.snapshot_chunk, 'data', v_peer.data, 'done', v_peer.done, 'round', p_step.rounds + 1));
  end loop;
end
$$;
revoke all on function raft.send_snapshot from public;
