-- A leader may write its own disk while the followers write theirs (dissertation 10.2.1).
alter table raft.raft_node add column parallel_append boolean not null default false;
alter table raft.raft_state add column stored_index bigint not null default 0; -- a leader's own log is on disk up to here
alter type raft.step add attribute stored_index bigint, add attribute parallel_append boolean;
