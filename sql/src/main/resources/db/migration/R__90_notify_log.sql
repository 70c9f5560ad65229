-- raft.notify_log: tells listeners what a step appended
-- Purpose:    a notification is a wake-up: it names indexes, never content.
-- Parameters: p_step; p_from, p_to, the indexes. The version is the one that the step will have: the row is written last.
-- Returns:    true: rows that others read have changed.
create or replace function raft.notify_log(p_step raft.step, p_from bigint, p_to bigint) returns boolean
language plpgsql as $$
begin
  return pg_notify('raft', concat('{"k":"log","node":', p_step.node_id, ',"version":', p_step.version + 1,
    ',"from":', p_from, ',"to":', p_to, '}')) is not null;
end
$$;
revoke all on function raft.notify_log from public;

-- A node that is new; no step made it.
create or replace function raft.notify_created() returns trigger
language plpgsql as $$
begin
  perform pg_notify('raft', format('{"k":"state","node":%s,"version":%s,"term":%s,"role":"%s","leader":null,"commit":0,"last":0}',
    new.node_id, new.version, new.current_term, new.role));
  return null;
end
$$;
revoke all on function raft.notify_created from public;

create or replace trigger raft_state_created
after insert on raft.raft_state
for each row execute function raft.notify_created();
