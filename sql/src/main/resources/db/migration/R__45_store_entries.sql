-- raft.breaks_committed: refuses entries in the place of a committed one
-- Parameters: p_step; p_index, the committed entry's.
-- Returns:    nothing; raises RF003.
create or replace function raft.breaks_committed(p_step raft.step, p_index bigint) returns void
language plpgsql immutable as $$
begin
  raise exception using errcode = 'RF003',
    message = format('entry %s of node %s is committed, and node %s sends another one in its place',
                     p_index, p_step.node_id, p_step.sender),
    hint = 'A committed entry never changes: the sender''s log is wrong. Nothing was changed.';
end
$$;
revoke all on function raft.breaks_committed from public;

-- raft.store_entries: a follower's log takes the leader's entries
-- Parameters: p_step; p_prev, the index before the first entry; p_entries, checked before.
-- Returns:    the step.
-- Tables:     raft.raft_log by its key.
-- Source:     Figure 2, AppendEntries RPC, 3 and 4.
create or replace function raft.store_entries(inout p_step raft.step, p_prev bigint, p_entries jsonb)
language plpgsql as $$
declare
  v_last  bigint := p_prev + jsonb_array_length(p_entries);
  v_first bigint;
  v_at    bigint;
begin
  -- The entry that a snapshot ends with is not in the log, but it is committed: its term is another, or what follows it
  -- would be of a lower one.
  if p_prev <= p_step.snapshot_index then
    if exists (
      select from jsonb_array_elements(p_entries) with ordinality e (entry, at)
      where p_prev + e.at = p_step.snapshot_index and (e.entry ->> 'term')::numeric <> p_step.snapshot_term
        or p_prev + e.at > p_step.snapshot_index and (e.entry ->> 'term')::numeric < p_step.snapshot_term) then
      perform raft.breaks_committed(p_step, p_step.snapshot_index);
    end if;
  end if;

  -- The first entry that this log lacks or holds with another term; all before it are left as they are.
  if p_prev = p_step.last_log_index then
    v_first := p_prev + 1;
  else
    select min(p_prev + e.at) into v_first
    from jsonb_array_elements(p_entries) with ordinality e (entry, at)
    left join raft.raft_log l on l.node_id = p_step.node_id and l.log_index = p_prev + e.at
    where p_prev + e.at > p_step.snapshot_index and l.term is distinct from (e.entry ->> 'term')::numeric::bigint;
  end if;
  if v_first is null then
    return;
  end if;

  -- AppendEntries.3  an entry that conflicts ends the log there
  if v_first <= p_step.last_log_index then
    if v_first <= p_step.commit_index then
      perform raft.breaks_committed(p_step, v_first);
    end if;
    p_step.rules := p_step.rules || 'AppendEntries.3'::text;
    p_step := raft.truncate_log(p_step, v_first);
  end if;

  -- AppendEntries.4  what the log lacks is appended
  p_step.rules := p_step.rules || 'AppendEntries.4'::text;
  insert into raft.raft_log (node_id, log_index, term, kind, command, at, client, serial)
  select p_step.node_id, p_prev + e.at, (e.entry -> 'term')::bigint, e.entry ->> 'kind',
         nullif(e.entry -> 'command', 'null'), nullif(e.entry -> 'at', 'null')::bigint,
         nullif(e.entry -> 'client', 'null')::bigint, nullif(e.entry -> 'serial', 'null')::bigint
  from jsonb_array_elements(p_entries) with ordinality e (entry, at)
  where p_prev + e.at >= v_first;
  p_step.last_log_index := v_last;
  p_step.last_log_term := (p_entries -> -1 -> 'term')::bigint;
  p_step.rows_changed := raft.notify_log(p_step, v_first, v_last);
  p_step.must_flush := true;

  -- Config.1  a configuration counts from the moment it is in the log
  if p_entries @> '[{"kind":"config"}]' then
    select max(e.at) into v_at
    from jsonb_array_elements(p_entries) with ordinality e (entry, at)
    where e.entry ->> 'kind' = 'config' and p_prev + e.at >= v_first;
    if v_at is not null then
      p_step := raft.set_config(p_step, p_entries -> (v_at - 1)::int -> 'command', p_prev + v_at);
    end if;
  end if;
end
$$;
revoke all on function raft.store_entries from public;
