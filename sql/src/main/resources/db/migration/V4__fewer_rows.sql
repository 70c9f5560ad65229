-- What every step read or wrote beside the row of its node.

-- The invariants' views name columns that move; they come back with the functions.
drop schema if exists raft_check cascade;

-- Functions that have other parameters now, or return something else.
drop function if exists raft.send_snapshot(raft.step, int, boolean);
drop function if exists raft.send_rpc(raft.step, int, text, jsonb);
drop function if exists raft.put(int, text, jsonb, bigint);
drop function if exists raft.apply_puts(raft.step);
drop function if exists raft.changed_columns(raft.step, raft.step);
drop function if exists raft.notify_log(raft.step, bigint, bigint);
drop function if exists raft.notify_state(raft.step);
drop function if exists raft.check_entries(jsonb, bigint, bigint);

-- The options stand in the row that every step reads; raft.raft_node keeps the bootstrap configuration.
alter table raft.raft_state
  add column pre_vote              boolean,
  add column check_quorum          boolean,
  add column election_timeout_ms   bigint,
  add column heartbeat_interval_ms bigint,
  add column max_append_entries    bigint,
  add column max_inflight          int,
  add column snapshot_threshold    bigint,
  add column snapshot_trailing     bigint,
  add column durable_state_machine boolean,
  add column session_timeout_ms    bigint,
  add column journal               text,
  add column parallel_append       boolean;
update raft.raft_state s
set pre_vote = n.pre_vote, check_quorum = n.check_quorum, election_timeout_ms = n.election_timeout_ms,
    heartbeat_interval_ms = n.heartbeat_interval_ms, max_append_entries = n.max_append_entries,
    max_inflight = n.max_inflight, snapshot_threshold = n.snapshot_threshold, snapshot_trailing = n.snapshot_trailing,
    durable_state_machine = n.durable_state_machine, session_timeout_ms = n.session_timeout_ms, journal = n.journal,
    parallel_append = n.parallel_append
from raft.raft_node n
where n.node_id = s.node_id;
alter table raft.raft_node
  drop column pre_vote, drop column check_quorum, drop column election_timeout_ms, drop column heartbeat_interval_ms,
  drop column max_append_entries, drop column max_inflight, drop column snapshot_threshold, drop column snapshot_trailing,
  drop column durable_state_machine, drop column session_timeout_ms, drop column journal, drop column parallel_append;

-- The client's id of its request stands beside the entry; raft.raft_pending is a view of those that still wait.
drop table raft.raft_pending;
alter table raft.raft_log add column request text;

-- A step's event and actions are written as they are: to compress them costs more than the rest of the row.
alter table raft.raft_journal alter column event set storage external, alter column actions set storage external;

-- A leader's view of its peers stands in its own row, in the order of their ids; raft.raft_peer is a view of it. Volatile in
-- Raft's sense: Start empties it, and so does who steps down.
create type raft.peer as (
  peer_id        int,
  next_index     bigint,
  match_index    bigint,
  probing        boolean,                        -- one message at a time until a match is known
  inflight       bigint[],                       -- the rounds of messages sent and not yet answered
  acked_round    bigint,
  heard_at       bigint,                         -- when it last answered, on the node's clock, ms
  missed         int,                            -- heartbeats since it last answered
  snapshot_index bigint,                         -- the snapshot on its way to the peer, null: none
  snapshot_chunk int                             -- and its chunk that was sent last
);
alter table raft.raft_state add column peers raft.peer[] not null default '{}';
alter table raft.raft_state alter column peers set storage external;
update raft.raft_state s
set peers = array(
  select row(p.peer_id, p.next_index, p.match_index, p.probing, p.inflight, p.acked_round, p.heard_at, p.missed,
             p.snapshot_index, p.snapshot_chunk)::raft.peer
  from raft.raft_peer p
  where p.node_id = s.node_id
  order by p.peer_id);
drop table raft.raft_peer;
alter type raft.step add attribute peers raft.peer[];

-- Messages and answers are put together as text and parsed once, when the step ends.
alter type raft.step alter attribute send_rpc type text[], alter attribute replies type text[];
