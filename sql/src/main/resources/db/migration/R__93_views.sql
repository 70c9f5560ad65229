-- raft.raft_peer: a leader's view of each peer
-- Columns: node_id; those of raft.peer.
create or replace view raft.raft_peer as
select s.node_id, p.peer_id, p.next_index, p.match_index, p.probing, p.inflight, p.acked_round, p.heard_at, p.missed,
       p.snapshot_index, p.snapshot_chunk
from raft.raft_state s
cross join lateral unnest(s.peers) p;

-- raft.raft_pending: client requests of a leader that wait for their entry to be applied
-- Columns: node_id; log_index, the entry's; request, the client's id of its request. What a leader appended before its noop
--          was appended in another leadership.
create or replace view raft.raft_pending as
select s.node_id, l.log_index, l.request
from raft.raft_state s
join raft.raft_log l on l.node_id = s.node_id and l.log_index > greatest(s.last_applied, s.noop_index)
where s.role = 'leader' and l.request is not null;
