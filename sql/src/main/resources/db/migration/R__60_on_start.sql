-- raft.on_start: event Start
-- Purpose:    the node's process (re)started: what is volatile in Figure 2 is gone, what is persistent stays.
-- Parameters: p_step; p_event, no fields.
-- Returns:    the step.
-- Tables:     raft.raft_read; raft.raft_kv, raft.raft_session with a volatile state machine.
-- Source:     Figure 2, State.
create or replace function raft.on_start(inout p_step raft.step, p_event jsonb)
language plpgsql as $$
begin
  -- Start.1  begin as a follower that knows no leader
  p_step.rules := p_step.rules || 'Start.1'::text;
  p_step.rows_changed := p_step.peers <> '{}';
  p_step.peers := '{}';
  delete from raft.raft_read r where r.node_id = p_step.node_id;
  if p_step.role = 'leader' then
    p_step.heartbeat_timer := 'stop';
  end if;
  p_step.role := 'follower';
  p_step.leader_id := null;
  p_step.votes_granted := '{}';
  p_step.votes_refused := '{}';
  p_step.heard_at := null;
  p_step.config_request := null;
  p_step.transfer_target := null;
  p_step.transfer_request := null;
  p_step.transfer_deadline := null;
  p_step.transfer_asked := false;
  p_step.read_round := null;
  p_step.incoming_index := null;
  p_step.incarnation := p_step.incarnation + 1;
  p_step.election_timer := 'reset';
  -- The incarnation keeps message ids unique, so it must be on disk before one is sent.
  p_step.must_flush := true;

  -- Start.2  a volatile state machine begins again at the snapshot
  if not p_step.durable_state_machine then
    p_step.rules := p_step.rules || 'Start.2'::text;
    p_step.commit_index := p_step.snapshot_index;
    p_step.last_applied := p_step.snapshot_index;
    p_step := raft.restore_snapshot(p_step);
  end if;
end
$$;
revoke all on function raft.on_start from public;
