-- raft.apply_puts: the state machine takes many puts at once
-- Purpose:    the same as raft.apply_command for each of them, in one statement: a key has the value of its last entry, and
--             the answer to each names the value before it.
-- Parameters: p_step, commit_index already moved.
-- Returns:    replies, to those whose requests wait here; log_time, the latest "at" of the entries. Null both where not all
--             entries that are to be applied are puts outside of sessions; nothing was done then.
-- Tables:     raft.raft_kv by its key; reads raft.raft_log by its key.
create or replace function raft.apply_puts(p_step raft.step, out replies text[], out log_time bigint)
language plpgsql as $$
declare
  v_puts bigint;
begin
  select count(*) into v_puts
  from raft.raft_log l
  where l.node_id = p_step.node_id and l.log_index > p_step.last_applied and l.log_index <= p_step.commit_index
    and l.kind = 'command' and l.client is null and raft.is_put(l.command);
  if v_puts < p_step.commit_index - p_step.last_applied then
    return;
  end if;

  with entry as (
    select l.log_index, l.term, l.at, l.command ->> 'key' as key, l.command -> 'value' as value,
           case when p_step.role = 'leader' and l.log_index > p_step.noop_index then l.request end as request,
           lag(l.command -> 'value') over k as before,
           lead(l.log_index) over k is null as last
    from raft.raft_log l
    where l.node_id = p_step.node_id and l.log_index > p_step.last_applied and l.log_index <= p_step.commit_index
    window k as (partition by l.command ->> 'key' order by l.log_index)
  ), put as (
    insert into raft.raft_kv as k (node_id, key, value, log_index)
    select p_step.node_id, e.key, e.value, e.log_index from entry e where e.last
    on conflict (node_id, key) do update set value = excluded.value, log_index = excluded.log_index
  )
  select coalesce(array_agg(concat(
           '{"request":', to_json(e.request), ',"status":"ok","index":', e.log_index, ',"term":', e.term,
           ',"result":{"previous":', coalesce(e.before, (
             select k.value from raft.raft_kv k where k.node_id = p_step.node_id and k.key = e.key), 'null'), '}}')
           order by e.log_index) filter (where e.request is not null), '{}'),
         coalesce(max(e.at), 0)
  into replies, log_time
  from entry e;
end
$$;
revoke all on function raft.apply_puts from public;
