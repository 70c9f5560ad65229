-- raft.is_plain: whether an entry is a command outside of sessions
-- Parameters: p_entry; p_term, the term that it must have.
-- Returns:    true only if nothing is wrong with it.
create or replace function raft.is_plain(p_entry jsonb, p_term bigint) returns boolean
language sql immutable
return p_entry -> 'kind' = '"command"' and p_entry -> 'term' = p_term::text::jsonb and p_entry ? 'command'
  and not p_entry ?| '{client,serial}' and case jsonb_typeof(p_entry -> 'at') when 'number'
    then p_entry ->> 'at' ~ '^[0-9]{1,15}$' else not p_entry ? 'at' end;
revoke all on function raft.is_plain from public;

-- raft.check_entries: refuses malformed entries of an AppendEntries
-- Purpose:    each entry carries term, kind and command, and client and serial together or not at all; terms never fall
--             along a log, nor do they rise above the leader's.
-- Parameters: p_entries, a JSON array; p_prev_log_index, p_prev_log_term, of the entry before the first one; p_term, the
--             request's own.
-- Returns:    how many there are; raises RF001.
create or replace function raft.check_entries(
  p_entries jsonb, p_prev_log_index bigint, p_prev_log_term bigint, p_term bigint) returns int
language plpgsql immutable as $$
declare
  v_count constant int := jsonb_array_length(p_entries);
  v_plain    boolean;
  v_at       bigint;
  v_expected text;
begin
  if p_prev_log_index > 9007199254740991 - v_count then
    perform raft.bad_event('entries', 'a list that ends at log index 9007199254740991 at most');
  end if;
  -- Commands of the leader's own term that no session sent need no closer look; they are nearly all there are. Asked of the
  -- first one by itself, which is often the only one.
  v_plain := v_count = 0 or p_term > 0 and p_prev_log_term <= p_term and raft.is_plain(p_entries -> 0, p_term);
  if v_plain and v_count > 1 then
    v_plain := not exists (select from jsonb_array_elements(p_entries) e where raft.is_plain(e, p_term) is not true);
  end if;
  if v_plain then
    return v_count;
  end if;

  select e.at, e.expected into v_at, v_expected
  from (
    select a.at - 1 as at, case
        when jsonb_typeof(a.entry) <> 'object' then 'an object'
        when jsonb_typeof(a.entry -> 'term') is distinct from 'number'
          or not jsonb_path_exists(a.entry, '$.term ? (@ >= 1 && @ <= 9007199254740991 && @ % 1 == 0)')
          then 'an entry whose "term" is a whole number from 1'
        when coalesce(a.entry ->> 'kind', '') not in ('noop', 'command', 'config')
          then 'an entry whose "kind" is noop, command or config'
        when a.entry -> 'command' is null then 'an entry with a "command"'
        when a.entry ->> 'kind' = 'noop' and a.entry -> 'command' <> 'null'
          then 'a noop whose "command" is null'
        when a.entry ->> 'kind' = 'config' and not raft.is_config(a.entry -> 'command')
          then 'a config whose "command" is {"voters":[…],"outgoing":[…],"learners":[…]}'
        when exists (
          select from jsonb_each(a.entry) f
          where f.key in ('at', 'client', 'serial') and f.value <> 'null'
            and (jsonb_typeof(f.value) <> 'number'
                 or not jsonb_path_exists(f.value, '$ ? (@ >= 0 && @ <= 9007199254740991 && @ % 1 == 0)')))
          then 'an entry whose "at", "client" and "serial" are whole numbers from 0'
        when (a.entry ->> 'client' is null) <> (a.entry ->> 'serial' is null)
          then 'an entry with "client" and "serial", or with neither'
        when (a.entry ->> 'term')::numeric > p_term
          then format('an entry of a term up to %s, the request''s own', p_term)
      end as expected
    from jsonb_array_elements(p_entries) with ordinality a (entry, at)
  ) e
  where e.expected is not null
  order by e.at
  limit 1;
  if v_expected is not null then
    perform raft.bad_event(format('entries[%s]', v_at), v_expected);
  end if;

  select e.at into v_at
  from (
    select a.at - 1 as at, (a.entry ->> 'term')::numeric as term,
           lag((a.entry ->> 'term')::numeric, 1, p_prev_log_term) over (order by a.at) as term_before
    from jsonb_array_elements(p_entries) with ordinality a (entry, at)
  ) e
  where e.term < e.term_before
  limit 1;
  if v_at is not null then
    perform raft.bad_event(format('entries[%s]', v_at), 'an entry of no lower term than the one before it');
  end if;
  return v_count;
end
$$;
revoke all on function raft.check_entries from public;
