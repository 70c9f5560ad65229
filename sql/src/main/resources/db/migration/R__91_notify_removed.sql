-- raft.notify_removed: tells listeners that a node's log was cut or compacted
-- Purpose:    a notification is a wake-up: it names indexes, never content. The step's version is one above the row's, for
--             the row is written last.
-- No search_path of its own: within a step it must keep the step's, where temporary types come last.
-- Returns:    null, it is a statement trigger after the change of raft.raft_log.
-- Tables:     reads raft.raft_state.
create or replace function raft.notify_removed() returns trigger
language plpgsql as $$
begin
  -- What lies at or below the snapshot was compacted: the indexes above it are kept. All else was truncated.
  perform pg_notify('raft', case
      when c.last <= s.snapshot_index
        then format('{"k":"log","node":%s,"version":%s,"from":%s,"to":%s}',
                    s.node_id, s.version + 1, c.last + 1, greatest(c.last, s.last_log_index))
      else format('{"k":"cut","node":%s,"version":%s,"from":%s}',
                  s.node_id, s.version + 1, greatest(c.first, s.snapshot_index + 1))
    end)
  from (select r.node_id, min(r.log_index) as first, max(r.log_index) as last from changed r group by r.node_id) c
  join raft.raft_state s on s.node_id = c.node_id;
  return null;
end
$$;
revoke all on function raft.notify_removed from public;

create or replace trigger raft_log_removed
after delete on raft.raft_log
referencing old table as changed
for each statement execute function raft.notify_removed();
