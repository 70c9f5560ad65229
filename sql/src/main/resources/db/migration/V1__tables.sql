-- The tables of a Raft node. One row of raft.raft_state is one server of the paper's Figure 2.
-- Nothing here is written but by the functions of this schema.

create schema raft;

-- What a node was created with: its bootstrap configuration and its options. Never changes afterwards.
create table raft.raft_node (
  node_id                int     primary key check (node_id > 0),
  bootstrap_voters       int[]   not null,
  bootstrap_learners     int[]   not null,
  pre_vote               boolean not null,
  check_quorum           boolean not null,
  election_timeout_ms    bigint  not null,
  heartbeat_interval_ms  bigint  not null,
  max_append_entries     bigint  not null,
  max_inflight           int     not null,
  snapshot_threshold     bigint  not null,
  snapshot_trailing      bigint  not null,
  durable_state_machine  boolean not null,
  session_timeout_ms     bigint  not null,
  journal                text    not null check (journal in ('all', 'changes', 'off'))
);

-- The state of a node. Every step updates its row, so half of each page is left free and no changing column is
-- indexed: updates stay heap-only.
create table raft.raft_state (
  node_id           int    primary key,
  -- what others read
  current_term      bigint not null default 0,
  voted_for         int,
  role              text   not null default 'follower'
                           check (role in ('follower', 'pre_candidate', 'candidate', 'leader')),
  leader_id         int,
  commit_index      bigint not null default 0,
  last_applied      bigint not null default 0,
  last_log_index    bigint not null default 0,
  last_log_term     bigint not null default 0,
  snapshot_index    bigint not null default 0,
  snapshot_term     bigint not null default 0,
  voters            int[]  not null,
  outgoing          int[]  not null default '{}',
  learners          int[]  not null default '{}',
  votes_granted     int[]  not null default '{}',
  votes_refused     int[]  not null default '{}',
  transfer_target   int,
  version           bigint not null default 0,
  -- what only the functions need
  config_index      bigint not null default 0,   -- where the configuration in force stands in the log, 0: nowhere
  noop_index        bigint not null default 0,   -- a leader's own first entry
  config_request    text,                        -- the ChangeConfig that waits for its answer
  transfer_request  text,                        -- the TransferLeadership that waits for its answer
  transfer_deadline bigint,                      -- on the node's clock, ms
  transfer_term     bigint not null default 0,   -- the term in which the transfer began
  transfer_asked    boolean not null default false, -- TimeoutNow was sent
  heard_at          bigint,                      -- when a leader was last heard, on the node's clock, ms
  incoming_index    bigint,                      -- a snapshot that arrives in chunks: its index,
  incoming_term     bigint,                      -- its term,
  incoming_chunk    int not null default 0,      -- and the chunk wanted next
  log_time          bigint not null default 0,   -- the latest "at" of an applied entry, ms
  log_start         bigint not null default 0,   -- the log holds what is above this index,
  log_start_term    bigint not null default 0,   -- whose term was this
  read_round        bigint,                      -- the latest round that a read waits for, null: none waits
  incarnation       bigint not null default 0,   -- rises with every Start
  steps             bigint not null default 0,   -- rises with every step
  rounds            bigint not null default 0    -- rises with every round of messages
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 50,
        autovacuum_vacuum_cost_delay = 0);

-- The log. Indexes start at 1 and have no gap; what lies at or below log_start is gone.
create table raft.raft_log (
  node_id   int    not null,
  log_index bigint not null check (log_index > 0),
  term      bigint not null,
  kind      text   not null check (kind in ('noop', 'command', 'config')),
  command   jsonb,
  at        bigint,                              -- the leader's clock when it appended the entry, ms
  client    bigint,                              -- the client session, if any
  serial    bigint,
  primary key (node_id, log_index)
) with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.05);

-- Finds the configuration that a truncation brings back.
create index raft_log_config on raft.raft_log (node_id, log_index) where kind = 'config';

-- A leader's view of each peer. Volatile in Raft's sense, so nothing is lost when a crash empties it.
create unlogged table raft.raft_peer (
  node_id        int      not null,
  peer_id        int      not null,
  next_index     bigint   not null,
  match_index    bigint   not null default 0,
  probing        boolean  not null default true, -- one message at a time until a match is known
  inflight       bigint[] not null default '{}', -- the rounds of messages sent and not yet answered
  acked_round    bigint   not null default 0,
  sent_commit    bigint   not null default 0,    -- the leader_commit that it was sent last
  heard_at       bigint,                         -- when it last answered, on the node's clock, ms
  missed         int      not null default 0,    -- heartbeats since it last answered
  snapshot_index bigint,                         -- the snapshot on its way to the peer, null: none
  snapshot_chunk int      not null default 0,    -- and its chunk that was sent last
  primary key (node_id, peer_id)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 50,
        autovacuum_vacuum_cost_delay = 0);

-- The replicated state machine: a map from keys to values.
create table raft.raft_kv (
  node_id   int    not null,
  key       text   collate "C" not null,
  value     jsonb  not null,
  log_index bigint not null,                     -- the entry that wrote the value
  primary key (node_id, key)
) with (fillfactor = 80);

-- Client sessions, part of the replicated state machine (dissertation 6.3).
create table raft.raft_session (
  node_id int    not null,
  client  bigint not null,
  serial  bigint not null default -1,            -- the last serial that was applied
  answer  jsonb,                                 -- and the answer that it got
  used_at bigint not null default 0,             -- by the log's own time, ms
  primary key (node_id, client)
) with (fillfactor = 80);

-- The newest snapshot of a node; its content lies in chunks as they travel.
create table raft.raft_snapshot (
  node_id        int    primary key,
  snapshot_index bigint not null,
  snapshot_term  bigint not null,
  config         jsonb  not null,
  log_time       bigint not null
);

create table raft.raft_snapshot_chunk (
  node_id        int    not null,
  snapshot_index bigint not null,                -- the node's own snapshot, or one that is arriving
  chunk          int    not null,
  data           jsonb  not null,
  primary key (node_id, snapshot_index, chunk)
);

-- Client requests of a leader that wait for their entry to be applied. Volatile.
create unlogged table raft.raft_pending (
  node_id   int    not null,
  log_index bigint not null,
  request   text   not null,
  primary key (node_id, log_index)
);

-- Reads of a leader that wait for their round. Volatile.
create unlogged table raft.raft_read (
  node_id int    not null,
  read_id bigint generated always as identity,
  request text   not null,
  key     text   not null,
  round   bigint not null,                       -- a majority must answer this round or a later one
  primary key (node_id, read_id)
);

-- What each step did.
create table raft.raft_journal (
  node_id int         not null,
  version bigint      not null,
  at      timestamptz not null default now(),
  event   jsonb       not null,
  actions jsonb       not null,
  rules   text[]      not null,
  changed jsonb       not null,
  primary key (node_id, version)
);

-- Which login may act for which node.
create table raft.raft_runtime (
  role_name name not null,
  node_id   int  not null,
  primary key (role_name, node_id)
);

-- A step at work: the columns of raft_state, the options of raft_node, the event's envelope, the actions so far.
create type raft.step as (
  node_id           int,
  current_term      bigint,
  voted_for         int,
  role              text,
  leader_id         int,
  commit_index      bigint,
  last_applied      bigint,
  last_log_index    bigint,
  last_log_term     bigint,
  snapshot_index    bigint,
  snapshot_term     bigint,
  voters            int[],
  outgoing          int[],
  learners          int[],
  votes_granted     int[],
  votes_refused     int[],
  transfer_target   int,
  version           bigint,
  config_index      bigint,
  noop_index        bigint,
  config_request    text,
  transfer_request  text,
  transfer_deadline bigint,
  transfer_term     bigint,
  transfer_asked    boolean,
  heard_at          bigint,
  incoming_index    bigint,
  incoming_term     bigint,
  incoming_chunk    int,
  log_time          bigint,
  log_start         bigint,
  log_start_term    bigint,
  read_round        bigint,
  incarnation       bigint,
  steps             bigint,
  rounds            bigint,
  -- options
  pre_vote              boolean,
  check_quorum          boolean,
  election_timeout_ms   bigint,
  heartbeat_interval_ms bigint,
  max_append_entries    bigint,
  max_inflight          int,
  snapshot_threshold    bigint,
  snapshot_trailing     bigint,
  durable_state_machine boolean,
  session_timeout_ms    bigint,
  journal               text,
  -- the event
  type       text,
  sender     int,
  event_term bigint,
  at         bigint,
  -- the actions and what is known about the step so far
  send_rpc        jsonb[],
  replies         jsonb[],
  rules           text[],
  election_timer  text,
  heartbeat_timer text,
  rows_changed    boolean,                       -- rows of the log, of the peers: others read them
  must_flush      boolean                        -- something persistent changed, or a client is told "ok"
);
