-- raft.put: a key has a value from now on
-- Parameters: p_node_id; p_key, p_value; p_index, the entry that says so; p_asked, whether anybody wants to know the value
--             that it had.
-- Returns:    that value, if asked for.
-- Tables:     raft.raft_kv by its key.
create or replace function raft.put(p_node_id int, p_key text, p_value jsonb, p_index bigint, p_asked boolean) returns jsonb
language plpgsql as $$
declare
  v_before jsonb;
begin
  if p_asked then
    v_before := (select k.value from raft.raft_kv k where k.node_id = p_node_id and k.key = p_key);
  end if;
  insert into raft.raft_kv as k (node_id, key, value, log_index)
  values (p_node_id, p_key, p_value, p_index)
  on conflict (node_id, key) do update set value = excluded.value, log_index = excluded.log_index;
  return v_before;
end
$$;
revoke all on function raft.put from public;

-- raft.apply_command: one command of the key-value state machine
-- Purpose:    put, delete, cas and append. The outcome follows from the command and the map alone, so that all replicas
--             agree; a command that makes no sense changes nothing.
-- Parameters: p_node_id; p_index, p_term, the entry's; p_command.
-- Returns:    {"status":"ok","result":{…},"index":…,"term":…} or {"status":"rejected","error":"bad command: …",…}.
-- Tables:     raft.raft_kv by its key.
create or replace function raft.apply_command(p_node_id int, p_index bigint, p_term bigint, p_command jsonb) returns jsonb
language plpgsql as $$
declare
  v_fault  text := raft.command_fault(p_command);
  v_op     text := p_command ->> 'op';
  v_key    text := p_command ->> 'key';
  v_new    jsonb := p_command -> 'value';
  v_old    jsonb;
  v_result jsonb;
begin
  if v_fault is null then
    select k.value into v_old from raft.raft_kv k where k.node_id = p_node_id and k.key = v_key;
    if v_op = 'append' and coalesce(v_old, 'null') <> 'null' then
      if jsonb_typeof(v_old) <> 'string' then
        v_fault := 'the value of "key" is no text';
      else
        v_new := to_jsonb((v_old #>> '{}') || (v_new #>> '{}'));
      end if;
    end if;
  end if;
  if v_fault is not null then
    return jsonb_build_object('status', 'rejected', 'error', 'bad command: ' || v_fault, 'index', p_index, 'term', p_term);
  end if;

  v_result := case v_op
    when 'delete' then jsonb_build_object('deleted', v_old is not null)
    when 'cas' then jsonb_build_object('swapped', coalesce(v_old, 'null') = p_command -> 'expect', 'current', v_old)
    when 'register' then jsonb_build_object('client', p_index)
    else jsonb_build_object('previous', v_old)
  end;
  if v_op = 'delete' then
    delete from raft.raft_kv k where k.node_id = p_node_id and k.key = v_key;
  elsif v_op in ('put', 'append') or v_op = 'cas' and v_result -> 'swapped' = 'true' then
    perform raft.put(p_node_id, v_key, v_new, p_index, false);
    if v_op = 'cas' then
      v_result := v_result || jsonb_build_object('current', v_new);
    end if;
  end if;
  return jsonb_build_object('status', 'ok', 'result', v_result, 'index', p_index, 'term', p_term);
end
$$;
revoke all on function raft.apply_command from public;
