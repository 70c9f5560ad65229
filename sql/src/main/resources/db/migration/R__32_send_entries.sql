-- raft.send_entries: the leader's AppendEntries
-- Purpose:    Leader.3: sends each peer what it lacks. A peer that is probed has one message under way; one whose log is
--             known to match gets up to max_inflight, and next_index moves on as they are sent. The commit index travels
--             along; it has no message of its own.
-- Parameters: p_step, the leader's; p_peer, one peer, or null for all; p_all, whether a peer to whom there is nothing to
--             send gets a message without entries (a heartbeat, a read's round).
-- Returns:    the step. A round is one pass over the peers.
-- Tables:     reads raft.raft_log by its key.
-- Source:     Figure 2, AppendEntries RPC; dissertation 10.2.1 (pipelining).
create or replace function raft.send_entries(inout p_step raft.step, p_peer int, p_all boolean)
language plpgsql as $$
declare
  v_all     boolean := p_all;
  v_more    boolean := true;
  v_peer    raft.peer;
  v_prev    bigint;
  v_upto    bigint;
  v_from    bigint;                              -- the entries at hand: after this index,
  v_to      bigint;                              -- up to this one,
  v_term    bigint;                              -- the term before them
  v_entries text;
begin
  while v_more loop
    v_more := false;
    p_step.rounds := p_step.rounds + 1;
    for v_place in 1 .. cardinality(p_step.peers) loop
      v_peer := p_step.peers[v_place];
      continue when v_peer.peer_id <> p_peer or v_peer.next_index > p_step.last_log_index and not v_all;

      -- Whoever lacks what the log no longer holds is sent the snapshot instead.
      if v_peer.next_index <= p_step.log_start then
        p_step := raft.send_snapshot(p_step, v_place, v_all);
        continue;
      end if;
      v_prev := v_peer.next_index - 1;
      v_upto := case
        when cardinality(v_peer.inflight) < case when v_peer.probing then 1 else p_step.max_inflight end
          then least(p_step.last_log_index, v_prev + p_step.max_append_entries)
        else v_prev
      end;
      continue when v_upto = v_prev and not v_all;

      -- Peers that are equally far get the same.
      if v_prev is distinct from v_from or v_upto is distinct from v_to then
        v_from := v_prev;
        v_to := v_upto;
        v_term := raft.term_at(p_step, v_from);
        v_entries := '[]';
        if v_to > v_from then
          select concat('[', string_agg(
                   concat('{"term":', l.term, ',"kind":"', l.kind, '","command":', coalesce(l.command, 'null'),
                          ',"at":' || l.at, ',"client":' || l.client, ',"serial":' || l.serial, '}'),
                   ',' order by l.log_index), ']')
          into v_entries
          from raft.raft_log l
          where l.node_id = p_step.node_id and l.log_index > v_from and l.log_index <= v_to;
        end if;
      end if;

      p_step.send_rpc := array_append(p_step.send_rpc, concat(
        '{"id":"', p_step.node_id, '.', p_step.incarnation, '.', p_step.steps, '.', cardinality(p_step.send_rpc),
        '","from":', p_step.node_id, ',"to":', v_peer.peer_id, ',"type":"AppendEntries","term":', p_step.current_term,
        ',"prev_log_index":', v_from, ',"prev_log_term":', v_term, ',"round":', p_step.rounds,
        ',"leader_commit":', p_step.commit_index, ',"entries":', v_entries, '}'));

      if v_peer.probing then
        v_peer.inflight := array[p_step.rounds];
      else
        v_peer.inflight := array_append(v_peer.inflight, p_step.rounds);
        -- Leader.3  next_index follows what was sent
        if v_to > v_from then
          v_peer.next_index := v_to + 1;
          p_step.rows_changed := true;
          v_more := v_more
            or v_to < p_step.last_log_index and cardinality(v_peer.inflight) < p_step.max_inflight;
          if p_step.rules[cardinality(p_step.rules)] is distinct from 'Leader.3' then
            p_step.rules := p_step.rules || 'Leader.3'::text;
          end if;
        end if;
      end if;
      p_step.peers[v_place] := v_peer;
    end loop;
    v_all := false;
  end loop;
end
$$;
revoke all on function raft.send_entries from public;
