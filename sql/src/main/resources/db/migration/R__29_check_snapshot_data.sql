-- raft.check_snapshot_data: refuses a chunk of a snapshot that cannot be restored
-- Purpose:    a chunk is {"kv":[[key,value,log_index],…],"sessions":[[client,serial,answer,used_at],…],"log_time":ms}; each
--             part may be missing, and anything else is a chunk without content.
-- Parameters: p_data, the chunk.
-- Returns:    nothing; raises RF001.
create or replace function raft.check_snapshot_data(p_data jsonb) returns void
language plpgsql immutable as $$
declare
  v_number constant text := '@ >= 0 && @ <= 9007199254740991 && @ % 1 == 0';
begin
  if p_data is null then
    perform raft.bad_event('data', 'present');
  end if;
  if jsonb_typeof(p_data) <> 'object' then
    return;
  end if;
  if jsonb_typeof(coalesce(p_data -> 'kv', '[]')) <> 'array' or exists (
    select from jsonb_array_elements(case when jsonb_typeof(p_data -> 'kv') = 'array' then p_data -> 'kv' else '[]' end) e (item)
    where case
      when jsonb_typeof(e.item) <> 'array' then true
      when jsonb_array_length(e.item) <> 3 or jsonb_typeof(e.item -> 0) <> 'string' then true
      when octet_length(e.item ->> 0) > 1024 or jsonb_typeof(e.item -> 2) <> 'number' then true
      else not jsonb_path_exists(e.item -> 2, ('$ ? (' || v_number || ')')::jsonpath)
    end) then
    perform raft.bad_event('data', 'a chunk whose "kv" is [[key, value, log_index], …]');
  end if;
  if jsonb_typeof(coalesce(p_data -> 'sessions', '[]')) <> 'array' or exists (
    select from jsonb_array_elements(
      case when jsonb_typeof(p_data -> 'sessions') = 'array' then p_data -> 'sessions' else '[]' end) e (item)
    where case
      when jsonb_typeof(e.item) <> 'array' then true
      when jsonb_array_length(e.item) <> 4 or jsonb_typeof(e.item -> 0) <> 'number'
        or jsonb_typeof(e.item -> 1) <> 'number' or jsonb_typeof(e.item -> 3) <> 'number' then true
      else not jsonb_path_exists(e.item -> 0, ('$ ? (' || v_number || ')')::jsonpath)
        or not jsonb_path_exists(e.item -> 1, '$ ? (@ >= -1 && @ <= 9007199254740991 && @ % 1 == 0)')
        or not jsonb_path_exists(e.item -> 3, ('$ ? (' || v_number || ')')::jsonpath)
    end) then
    perform raft.bad_event('data', 'a chunk whose "sessions" is [[client, serial, answer, used_at], …]');
  end if;
  if coalesce(p_data -> 'log_time', 'null') <> 'null' then
    perform raft.bigint_field(p_data, 'log_time');
  end if;
end
$$;
revoke all on function raft.check_snapshot_data from public;
