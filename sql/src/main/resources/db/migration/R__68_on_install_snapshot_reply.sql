-- raft.on_install_snapshot_reply: event InstallSnapshotReply
-- Parameters: p_step; p_event: snapshot_index, next_chunk, installed, round.
-- Returns:    the step.
-- Source:     paper 7, Figure 13.
create or replace function raft.on_install_snapshot_reply(inout p_step raft.step, p_event jsonb)
language plpgsql as $$
declare
  v_index      bigint  := raft.bigint_field(p_event, 'snapshot_index');
  v_next_chunk bigint  := raft.bigint_field(p_event, 'next_chunk');
  v_installed  boolean := raft.boolean_field(p_event, 'installed');
  v_round      bigint  := raft.bigint_field(p_event, 'round');
  v_place      int;
  v_peer       raft.peer;
begin
  -- AllServers.2  a newer term is adopted
  if p_step.event_term > p_step.current_term then
    p_step.rules := p_step.rules || 'AllServers.2'::text;
    p_step := raft.become_follower(p_step, p_step.event_term);
    return;
  end if;

  v_place := raft.peer_place(p_step.peers, p_step.sender);

  -- Late.4  an answer to an older leadership, or from a node that is no peer any more
  if p_step.event_term < p_step.current_term or p_step.role <> 'leader' or v_place is null then
    p_step.rules := p_step.rules || 'Late.4'::text;
    return;
  end if;
  if v_index > p_step.snapshot_index then
    perform raft.bad_event('snapshot_index', format('at most %s, the leader''s own', p_step.snapshot_index));
  end if;
  if v_next_chunk > 2000000000 then
    perform raft.bad_event('next_chunk', 'at most 2000000000');
  end if;
  v_peer := p_step.peers[v_place];
  v_peer.acked_round := greatest(v_peer.acked_round, v_round);
  v_peer.heard_at := coalesce(p_step.at, v_peer.heard_at);
  v_peer.missed := 0;

  -- Snapshot.8  the peer has the snapshot: its log matches up to there
  if v_installed then
    p_step.rules := p_step.rules || 'Snapshot.8'::text;
    if v_index > v_peer.match_index then
      v_peer.match_index := v_index;
      v_peer.next_index := v_index + 1;
      v_peer.probing := false;
      v_peer.inflight := '{}';
      v_peer.snapshot_index := null;
      p_step.rows_changed := true;
    end if;

  -- Snapshot.9  the peer names the chunk that it wants next
  elsif v_index = v_peer.snapshot_index and (v_round = any (v_peer.inflight) or v_next_chunk > v_peer.snapshot_chunk) then
    p_step.rules := p_step.rules || 'Snapshot.9'::text;
    v_peer.snapshot_chunk := v_next_chunk;
    v_peer.inflight := '{}';

  -- Late.6  the answer to a chunk that was answered already
  else
    p_step.rules := p_step.rules || 'Late.6'::text;
  end if;

  p_step.peers[v_place] := v_peer;
  p_step := raft.after_answer(p_step, v_installed, true);
end
$$;
revoke all on function raft.on_install_snapshot_reply from public;
