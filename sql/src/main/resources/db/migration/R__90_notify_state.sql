-- raft.notify_state, raft.notify_log: tell listeners what a step changed
-- Purpose:    a notification is a wake-up: it names indexes, never content.
-- Parameters: p_step as it ends, with its version; p_from, p_to, the indexes that were appended or kept. A step that is
--             not over has the version one above the row's, for the row is written last.
create or replace function raft.notify_state(p_step raft.step) returns void
language plpgsql as $$
begin
  if pg_notify('raft', concat('{"k":"state","node":', p_step.node_id, ',"version":', p_step.version,
      ',"term":', p_step.current_term, ',"role":"', p_step.role, '","leader":', coalesce(p_step.leader_id::text, 'null'),
      ',"commit":', p_step.commit_index, ',"last":', p_step.last_log_index, '}')) is null then
    return;
  end if;
end
$$;
revoke all on function raft.notify_state from public;

create or replace function raft.notify_log(p_step raft.step, p_from bigint, p_to bigint) returns void
language plpgsql as $$
begin
  if pg_notify('raft', concat('{"k":"log","node":', p_step.node_id, ',"version":', p_step.version + 1,
      ',"from":', p_from, ',"to":', p_to, '}')) is null then
    return;
  end if;
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
