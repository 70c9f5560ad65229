-- While somebody keeps a snapshot open, no version of a row can be cleared away, and a step would pass all of them. A new
-- generation begins every 64 steps; the newest stands last in the index, so that a step passes those of its own alone.
-- That a node has one row is seen to by raft.raft_node.
alter table raft.raft_state add column generation bigint not null default 0;
update raft.raft_state set generation = steps / 64;
alter table raft.raft_state drop constraint raft_state_pkey, add primary key (node_id, generation);
