-- raft.on_heartbeat_timeout: event HeartbeatTimeout
-- Parameters: p_step; p_event, no fields.
-- Returns:    the step.
-- Tables:     raft.raft_peer.
-- Source:     Figure 2, Rules for Servers, Leaders.
create or replace function raft.on_heartbeat_timeout(inout p_step raft.step, p_event jsonb)
language plpgsql as $$
begin
  -- Late.2  only a leader sends heartbeats
  if p_step.role <> 'leader' then
    p_step.rules := p_step.rules || 'Late.2'::text;
    return;
  end if;

  -- Flow.1  a peer silent for an election timeout is probed again from its last known match
  update raft.raft_peer p
  set probing = true, inflight = '{}', next_index = p.match_index + 1
  where p.node_id = p_step.node_id and not p.probing
    and p.missed * p_step.heartbeat_interval_ms >= p_step.election_timeout_ms;
  if found then
    p_step.rules := p_step.rules || 'Flow.1'::text;
    p_step.rows_changed := true;
  end if;
  update raft.raft_peer p set missed = p.missed + 1 where p.node_id = p_step.node_id;

  -- Leader.1  a heartbeat to every peer
  p_step.rules := p_step.rules || 'Leader.1'::text;
  p_step := raft.send_entries(p_step, null, 'all');
end
$$;
