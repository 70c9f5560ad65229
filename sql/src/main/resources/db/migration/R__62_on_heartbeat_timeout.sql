-- raft.on_heartbeat_timeout: event HeartbeatTimeout
-- Parameters: p_step; p_event, no fields.
-- Returns:    the step.
-- Source:     Figure 2, Rules for Servers, Leaders.
create or replace function raft.on_heartbeat_timeout(inout p_step raft.step, p_event jsonb)
language plpgsql as $$
declare
  v_peer   raft.peer;
  v_silent boolean := false;
begin
  -- Late.2  only a leader sends heartbeats
  if p_step.role <> 'leader' then
    p_step.rules := p_step.rules || 'Late.2'::text;
    return;
  end if;

  -- CheckQuorum.1  no majority was heard for an election timeout: step down
  if p_step.check_quorum and p_step.at is not null then
    for v_place in 1 .. cardinality(p_step.peers) loop
      if p_step.peers[v_place].heard_at is null then
        p_step.peers[v_place].heard_at := p_step.at;
      end if;
    end loop;
    if p_step.at - (select q.heard_at from raft.quorum(p_step) q) >= p_step.election_timeout_ms then
      p_step.rules := p_step.rules || 'CheckQuorum.1'::text;
      p_step := raft.become_follower(p_step, p_step.current_term);
      return;
    end if;
  end if;

  -- Transfer.5  a transfer that took an election timeout has failed
  if p_step.transfer_request is not null and p_step.at is not null then
    p_step.wide := true;
    p_step.transfer_deadline := coalesce(p_step.transfer_deadline, p_step.at + p_step.election_timeout_ms);
    if p_step.at >= p_step.transfer_deadline then
      p_step.rules := p_step.rules || 'Transfer.5'::text;
      p_step := raft.end_transfer(p_step, format('node %s did not take over in time', p_step.transfer_target));
    end if;
  end if;

  -- Flow.1  a peer silent for an election timeout is probed again from its last known match
  for v_place in 1 .. cardinality(p_step.peers) loop
    v_peer := p_step.peers[v_place];
    if not v_peer.probing and v_peer.missed * p_step.heartbeat_interval_ms >= p_step.election_timeout_ms then
      v_silent := true;
      v_peer.probing := true;
      v_peer.inflight := '{}';
      v_peer.next_index := v_peer.match_index + 1;
    end if;
    v_peer.missed := v_peer.missed + 1;
    p_step.peers[v_place] := v_peer;
  end loop;
  if v_silent then
    p_step.rules := p_step.rules || 'Flow.1'::text;
    p_step.rows_changed := true;
  end if;

  -- Leader.1  a heartbeat to every peer
  p_step.rules := p_step.rules || 'Leader.1'::text;
  p_step := raft.send_entries(p_step, null, true);
end
$$;
revoke all on function raft.on_heartbeat_timeout from public;
