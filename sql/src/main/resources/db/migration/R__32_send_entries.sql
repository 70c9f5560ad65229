-- raft.send_entries: the leader's AppendEntries
-- Purpose:    Leader.3: sends each peer what it lacks. A peer that is probed has one message under way; one whose log is
--             known to match gets up to max_inflight, and next_index moves on as they are sent.
-- Parameters: p_step, the leader's; p_peer, one peer, or null for all; p_empty, who gets a message without entries
--             where there is nothing new to send: 'none', 'commit' (a peer with nothing under way that has not heard of
--             the commit index), 'all' (a heartbeat, a read's round).
-- Returns:    the step. A round is one pass over the peers.
-- Tables:     raft.raft_peer (next_index, inflight); reads raft.raft_log by its key.
-- Source:     Figure 2, AppendEntries RPC; dissertation 10.2.1 (pipelining).
create or replace function raft.send_entries(inout p_step raft.step, p_peer int, p_empty text)
language plpgsql as $$
declare
  v_empty    text := p_empty;
  v_moved    boolean;
  v_more     boolean;
  v_messages jsonb[];
begin
  -- Whoever lacks what the log no longer holds is sent the snapshot instead.
  if p_step.log_start > 0 then
    p_step := raft.send_snapshot(p_step, p_peer, p_empty);
  end if;
  loop
    p_step.rounds := p_step.rounds + 1;
    with plan as (
      select p.peer_id, p.next_index - 1 as prev, p.probing, cardinality(p.inflight) as sent,
             v_empty = 'all' or v_empty = 'commit' and p.inflight = '{}' and p.sent_commit < p_step.commit_index
               as say_more,
             case
               when p.next_index > p_step.last_log_index then p.next_index - 1
               when cardinality(p.inflight) >= case when p.probing then 1 else p_step.max_inflight end
                 then p.next_index - 1
               else least(p_step.last_log_index, p.next_index - 1 + p_step.max_append_entries)
             end as upto
      from raft.raft_peer p
      where p.node_id = p_step.node_id and (p_peer is null or p.peer_id = p_peer)
        and p.next_index > p_step.log_start
    ), sent as (
      update raft.raft_peer p
      set next_index = case when p.probing then p.next_index else plan.upto + 1 end,
          sent_commit = p_step.commit_index,
          inflight = case when p.probing then array[p_step.rounds] else p.inflight || p_step.rounds end
      from plan
      where p.node_id = p_step.node_id and p.peer_id = plan.peer_id
        and (plan.upto > plan.prev or plan.say_more)
      returning plan.peer_id, plan.prev, plan.upto, plan.probing, plan.sent
    )
    select array_agg(jsonb_build_object(
             'to', s.peer_id, 'prev_log_index', s.prev, 'prev_log_term', t.term, 'round', p_step.rounds,
             'leader_commit', p_step.commit_index, 'entries', e.entries) order by s.peer_id),
           bool_or(not s.probing and s.upto > s.prev),
           bool_or(not s.probing and s.upto > s.prev and s.upto < p_step.last_log_index
                   and s.sent + 1 < p_step.max_inflight)
    into v_messages, v_moved, v_more
    from sent s
    cross join lateral (
      select case when s.prev = p_step.last_log_index then p_step.last_log_term
                  when s.prev = p_step.log_start then p_step.log_start_term
                  else (select l.term from raft.raft_log l where l.node_id = p_step.node_id and l.log_index = s.prev)
             end as term) t
    cross join lateral (
      select case when s.upto = s.prev then '[]'::jsonb
                  else (select jsonb_agg(jsonb_build_object('term', l.term, 'kind', l.kind, 'command', l.command,
                                                            'at', l.at, 'client', l.client, 'serial', l.serial)
                                         order by l.log_index)
                        from raft.raft_log l
                        where l.node_id = p_step.node_id and l.log_index between s.prev + 1 and s.upto)
             end as entries) e;
    exit when v_messages is null;
    for i in 1 .. cardinality(v_messages) loop
      p_step := raft.send_rpc(p_step, (v_messages[i] ->> 'to')::int, 'AppendEntries', v_messages[i]);
    end loop;
    -- Leader.3  next_index follows what was sent
    if v_moved then
      p_step.rules := p_step.rules || 'Leader.3'::text;
      p_step.rows_changed := true;
    end if;
    exit when not v_more;
    v_empty := 'none';
  end loop;
end
$$;
revoke all on function raft.send_entries from public;
