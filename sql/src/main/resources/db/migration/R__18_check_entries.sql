-- raft.check_entries: refuses malformed entries of an AppendEntries
-- Purpose:    each entry carries term, kind and command, and client and serial together or not at all; terms never fall
--             along a log, nor do they rise above the leader's.
-- Parameters: p_entries, a JSON array; p_prev_log_term, the term before the first one; p_term, the request's own.
-- Returns:    nothing; raises RF001.
create or replace function raft.check_entries(p_entries jsonb, p_prev_log_term bigint, p_term bigint) returns void
language plpgsql immutable as $$
declare
  v_at       bigint;
  v_expected text;
begin
  -- Commands of one term that no session sent need no closer look; they are nearly all there are.
  if p_entries -> 0 -> 'term' @@ 'strict $ >= 1 && $ <= 9007199254740991 && $ % 1 == 0' then
    if (p_entries -> 0 -> 'term')::bigint between p_prev_log_term and p_term
      and jsonb_array_length(p_entries) = jsonb_array_length(jsonb_path_query_array(p_entries, 'strict $[*] ? (
            @.term == $term && @.kind == "command" && exists(@.command) && @.client == null && @.serial == null
            && (@.at == null || @.at >= 0 && @.at <= 9007199254740991 && @.at % 1 == 0))',
            jsonb_build_object('term', p_entries -> 0 -> 'term'))) then
      return;
    end if;
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
end
$$;
revoke all on function raft.check_entries from public;
