-- raft.notify_state: tells listeners that a node's state changed
-- No search_path of its own: within a step it must keep the step's, where temporary types come last.
-- Returns:    null, it is a row trigger after the change of raft.raft_state.
create or replace function raft.notify_state() returns trigger
language plpgsql as $$
begin
  perform pg_notify('raft', format('{"k":"state","node":%s,"version":%s,"term":%s,"role":"%s","leader":%s,"commit":%s,"last":%s}',
    new.node_id, new.version, new.current_term, new.role, coalesce(new.leader_id::text, 'null'), new.commit_index,
    new.last_log_index));
  return null;
end
$$;
revoke all on function raft.notify_state from public;

create or replace trigger raft_state_created
after insert on raft.raft_state
for each row execute function raft.notify_state();

-- The version rises exactly when a column changed that others read.
create or replace trigger raft_state_changed
after update on raft.raft_state
for each row when (new.version <> old.version) execute function raft.notify_state();
