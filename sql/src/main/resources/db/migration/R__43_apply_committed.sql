-- raft.apply_committed: the state machine takes what is committed
-- Purpose:    AllServers.1: entries are applied in log order, each once; a leader answers who asked for them.
-- Parameters: p_step, commit_index already moved.
-- Returns:    the step, last_applied = commit_index.
-- Tables:     raft.raft_kv, raft.raft_session; reads raft.raft_log by its key.
-- Source:     Figure 2, Rules for Servers, All Servers; dissertation 6.3 (sessions).
create or replace function raft.apply_committed(inout p_step raft.step)
language plpgsql as $$
declare
  v_entry  record;
  v_answer jsonb;
  v_rule   text;
  v_replies text[];
  v_before  jsonb;
  v_log_time bigint;
begin
  if p_step.last_applied >= p_step.commit_index then
    return;
  end if;
  -- AllServers.1  commit_index is ahead of last_applied: apply
  p_step.rules := p_step.rules || 'AllServers.1'::text;
  if p_step.commit_index - p_step.last_applied >= 4 then
    select a.replies, a.log_time into v_replies, v_log_time from raft.apply_puts(p_step) a;
  end if;
  if v_replies is not null then
    p_step.log_time := greatest(p_step.log_time, v_log_time);
  else
    v_replies := '{}';
    for v_entry in
      select l.log_index, l.term, l.kind, l.command, l.at, l.client, l.serial,
             -- Whoever asked for an entry of this leadership waits for it.
             case when p_step.role = 'leader' and l.log_index > p_step.noop_index then l.request end as request
      from raft.raft_log l
      where l.node_id = p_step.node_id and l.log_index > p_step.last_applied and l.log_index <= p_step.commit_index
      order by l.log_index
    loop
      p_step.log_time := greatest(p_step.log_time, v_entry.at);
      continue when v_entry.kind <> 'command';
      -- Puts outside of sessions are nearly all there is.
      if v_entry.client is null and raft.is_put(v_entry.command) then
        v_before := raft.put(p_step.node_id, v_entry.command ->> 'key', v_entry.command -> 'value', v_entry.log_index,
                             v_entry.request is not null);
        if v_entry.request is not null then
          v_replies := array_append(v_replies, concat(
            '{"request":', to_json(v_entry.request), ',"status":"ok","index":', v_entry.log_index, ',"term":', v_entry.term,
            ',"result":{"previous":', coalesce(v_before, 'null'), '}}'));
        end if;
        continue;
      end if;
      if v_entry.client is null then
        v_answer := raft.apply_command(p_step.node_id, v_entry.log_index, v_entry.term, v_entry.command);
        -- Session.1  register opens a session, whose id is the entry's index
        if v_answer -> 'result' ? 'client' then
          p_step.rules := p_step.rules || 'Session.1'::text;
          p_step := raft.open_session(p_step, v_entry.log_index);
        end if;
      else
        select a.step_rule, a.answer into v_rule, v_answer
        from raft.apply_in_session(p_step, v_entry.log_index, v_entry.term, v_entry.command, v_entry.client, v_entry.serial) a;
        p_step.rules := p_step.rules || v_rule;
      end if;
      if v_entry.request is not null then
        v_replies := array_append(v_replies, (v_answer || jsonb_build_object('request', v_entry.request))::text);
      end if;
    end loop;
  end if;
  p_step.replies := p_step.replies || v_replies;
  p_step.last_applied := p_step.commit_index;

  -- Snapshot.1  enough was applied since the last snapshot
  if p_step.snapshot_threshold > 0 and p_step.last_applied - p_step.snapshot_index >= p_step.snapshot_threshold then
    p_step := raft.take_snapshot(p_step);
  end if;
end
$$;
revoke all on function raft.apply_committed from public;
