-- raft.on_install_snapshot: event InstallSnapshot
-- Parameters: p_step; p_event: snapshot_index, snapshot_term, config, chunk, data, done, round.
-- Returns:    the step.
-- Tables:     raft.raft_snapshot_chunk by its key.
-- Source:     paper 7, Figure 13.
create or replace function raft.on_install_snapshot(inout p_step raft.step, p_event jsonb)
language plpgsql as $$
declare
  v_index  bigint  := raft.bigint_field(p_event, 'snapshot_index');
  v_term   bigint  := raft.bigint_field(p_event, 'snapshot_term');
  v_chunk  bigint  := raft.bigint_field(p_event, 'chunk');
  v_done   boolean := raft.boolean_field(p_event, 'done');
  v_round  bigint  := raft.bigint_field(p_event, 'round');
  v_config jsonb   := p_event -> 'config';
  v_wanted bigint;
begin
  if v_index = 0 or v_term = 0 then
    perform raft.bad_event('snapshot_index', 'positive, and snapshot_term too');
  end if;
  if v_term > p_step.event_term then
    perform raft.bad_event('snapshot_term', format('at most %s, the request''s own term', p_step.event_term));
  end if;
  if v_chunk > 2000000000 then
    perform raft.bad_event('chunk', 'at most 2000000000');
  end if;
  if not raft.is_config(v_config) then
    perform raft.bad_event('config', '{"voters":[…],"outgoing":[…],"learners":[…]}');
  end if;
  perform raft.check_snapshot_data(p_event -> 'data');

  -- InstallSnapshot.1  a request of an older term is refused
  if p_step.event_term < p_step.current_term then
    p_step.rules := p_step.rules || 'InstallSnapshot.1'::text;
    p_step := raft.send_rpc(p_step, p_step.sender, 'InstallSnapshotReply', jsonb_build_object(
      'snapshot_index', v_index, 'next_chunk', 0, 'installed', false, 'round', v_round)::text);
    return;
  end if;
  p_step := raft.follow(p_step);

  -- Snapshot.3  what is committed here needs no snapshot
  if v_index <= p_step.commit_index then
    p_step.rules := p_step.rules || 'Snapshot.3'::text;
    p_step := raft.send_rpc(p_step, p_step.sender, 'InstallSnapshotReply', jsonb_build_object(
      'snapshot_index', v_index, 'next_chunk', v_chunk + 1, 'installed', true, 'round', v_round)::text);
    return;
  end if;

  -- Snapshot.4  chunks are taken in order; another snapshot begins anew
  if (p_step.incoming_index, p_step.incoming_term) is distinct from (v_index, v_term) then
    delete from raft.raft_snapshot_chunk c where c.node_id = p_step.node_id and c.snapshot_index <> p_step.snapshot_index;
    p_step.incoming_index := v_index;
    p_step.incoming_term := v_term;
    p_step.incoming_chunk := 0;
  end if;
  v_wanted := p_step.incoming_chunk;
  if v_chunk = v_wanted then
    p_step.rules := p_step.rules || 'Snapshot.4'::text;
    insert into raft.raft_snapshot_chunk (node_id, snapshot_index, chunk, data)
    values (p_step.node_id, v_index, v_chunk, p_event -> 'data');
    v_wanted := v_wanted + 1;
    p_step.incoming_chunk := v_wanted;
    if v_done then
      p_step := raft.install_snapshot(p_step, v_index, v_term, v_config);
    end if;

  -- Snapshot.7  a chunk out of order changes nothing
  else
    p_step.rules := p_step.rules || 'Snapshot.7'::text;
  end if;
  p_step := raft.send_rpc(p_step, p_step.sender, 'InstallSnapshotReply', jsonb_build_object(
    'snapshot_index', v_index, 'next_chunk', v_wanted, 'installed', p_step.commit_index >= v_index, 'round', v_round)::text);
end
$$;
revoke all on function raft.on_install_snapshot from public;
