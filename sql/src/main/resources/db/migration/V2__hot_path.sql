-- What every step paid for and no step needed.

-- The functions are the only writers, and they check what enters. The text of a CHECK is read again in every statement.
alter table raft.raft_log drop constraint raft_log_log_index_check, drop constraint raft_log_kind_check;
alter table raft.raft_state drop constraint raft_state_role_check;

-- False while a step has changed no more of the state than the hot columns, which raft.save_step names.
alter type raft.step add attribute wide boolean;

-- A commit index travels with the next entries or the next heartbeat, and has no message of its own.
alter table raft.raft_peer drop column sent_commit;

-- A step tells listeners itself what it changed.
drop trigger if exists raft_state_created on raft.raft_state;
drop trigger if exists raft_state_changed on raft.raft_state;
drop trigger if exists raft_log_appended on raft.raft_log;
drop trigger if exists raft_log_removed on raft.raft_log;

-- Functions that have other parameters now.
drop function if exists raft.notify_state();
drop function if exists raft.notify_log();
drop function if exists raft.send_entries(raft.step, int, text);
drop function if exists raft.send_snapshot(raft.step, int, text);
drop function if exists raft.after_answer(raft.step, boolean);
drop function if exists raft.quorum(raft.step);
drop function if exists raft.apply_command(int, bigint, jsonb);
