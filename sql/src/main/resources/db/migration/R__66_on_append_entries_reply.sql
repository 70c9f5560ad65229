-- raft.on_append_entries_reply: event AppendEntriesReply
-- Parameters: p_step; p_event: success, prev_log_index, round; match_index, or conflict_index and conflict_term.
-- Returns:    the step.
-- Source:     Figure 2, Rules for Servers, Leaders; paper 5.3 (hints).
create or replace function raft.on_append_entries_reply(inout p_step raft.step, p_event jsonb)
language plpgsql as $$
declare
  v_success        boolean := raft.boolean_field(p_event, 'success');
  v_prev_log_index bigint;
  v_round          bigint;
  v_conflict_index bigint;
  v_conflict_term  bigint;
  v_match_index    bigint;
  v_next_index     bigint;
  v_ignored        boolean := false;
  v_matched        boolean;
  v_place          int;
  v_peer           raft.peer;
begin
  -- All at one look; only where something is wrong is it looked at field by field.
  if p_event @@ 'strict $.prev_log_index >= 0 && $.prev_log_index <= 9007199254740991 && $.prev_log_index % 1 == 0
              && $.round >= 0 && $.round <= 9007199254740991 && $.round % 1 == 0' is not true then
    perform raft.bigint_field(p_event, 'prev_log_index'), raft.bigint_field(p_event, 'round');
  end if;
  v_prev_log_index := (p_event -> 'prev_log_index')::bigint;
  v_round := (p_event -> 'round')::bigint;
  if v_success then
    v_match_index := raft.bigint_field(p_event, 'match_index');
  else
    v_conflict_index := raft.bigint_field(p_event, 'conflict_index');
    if p_event -> 'conflict_term' is distinct from 'null' then
      v_conflict_term := raft.bigint_field(p_event, 'conflict_term');
    end if;
  end if;

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
  if v_match_index > p_step.last_log_index then
    perform raft.bad_event('match_index', format('at most %s, the end of the leader''s log', p_step.last_log_index));
  end if;

  v_peer := p_step.peers[v_place];
  v_peer.acked_round := greatest(v_peer.acked_round, v_round);
  v_peer.heard_at := coalesce(p_step.at, v_peer.heard_at);
  v_peer.missed := 0;
  v_match_index := greatest(v_peer.match_index, v_match_index);
  v_next_index := v_peer.next_index;

  -- Leader.3a  success: the peer's log matches up to there
  if v_success then
    p_step.rules := p_step.rules || 'Leader.3a'::text;
    -- Rounds rise: what was sent up to this one is answered.
    if v_peer.inflight[1] > v_round then
      null;
    elsif array_position(v_peer.inflight, v_round) is not null then
      v_peer.inflight := v_peer.inflight[array_position(v_peer.inflight, v_round) + 1:];
    else
      v_peer.inflight := array(select r from unnest(v_peer.inflight) r where r > v_round);
    end if;
    if v_peer.probing then
      v_peer.probing := false;
      v_peer.inflight := '{}';
      v_next_index := v_match_index + 1;
    else
      v_next_index := greatest(v_next_index, v_match_index + 1);
    end if;

  -- Late.5  a refusal of what is known to match, or of another message than the probe
  elsif v_prev_log_index <= v_peer.match_index
    or v_peer.probing and v_prev_log_index <> v_peer.next_index - 1 then
    p_step.rules := p_step.rules || 'Late.5'::text;
    v_ignored := true;

  -- Leader.3b  refusal: go back to where the logs may agree, and probe
  else
    p_step.rules := p_step.rules || 'Leader.3b'::text;
    v_next_index := raft.next_probe(p_step, v_prev_log_index, v_conflict_index, v_conflict_term);
    v_next_index := greatest(v_next_index, v_peer.match_index + 1);
    v_peer.probing := true;
    v_peer.inflight := '{}';
  end if;

  p_step.rows_changed := p_step.rows_changed
    or (v_next_index, v_match_index) <> (v_peer.next_index, v_peer.match_index);
  v_matched := v_match_index > v_peer.match_index and v_match_index > p_step.commit_index;
  v_peer.next_index := v_next_index;
  v_peer.match_index := v_match_index;
  p_step.peers[v_place] := v_peer;

  -- What is ignored sends nothing: else a refusal that came twice would go round for ever. That the peer was heard counts.
  if v_ignored then
    p_step := raft.confirm_reads(p_step);
  else
    p_step := raft.after_answer(p_step, v_matched, v_next_index <= p_step.last_log_index);
  end if;
end
$$;
revoke all on function raft.on_append_entries_reply from public;
