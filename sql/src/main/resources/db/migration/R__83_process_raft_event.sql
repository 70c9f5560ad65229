-- raft.process_raft_event: one event, one step
-- Purpose:    all of Raft: applies one event to one node in one transaction and says what the caller must do next.
-- Parameters: p_node_id, the node; p_event, {"type":…, "at":…, …}.
-- Returns:    the node's place after the step and its actions: send_rpc, timers, replies.
-- Errors:     RF001 bad event, RF002 no such node, RF003 the event would break what is committed,
--             42501 the session may not act for this node. None of them changes anything.
-- Tables:     all of the schema, each by its key.
-- Source:     Figure 2.
create or replace function raft.process_raft_event(p_node_id int, p_event jsonb) returns jsonb
language plpgsql security definer
set search_path = ''
-- Every statement below goes by a key. These keep it so while a table is small or its statistics are old.
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
declare
  v_step    raft.step;
  v_before  raft.step;
  v_setting pg_catalog.text;
begin
  -- Until this function returns: a caller's temporary types must not stand in for pg_catalog's.
  v_setting := set_config('search_path', 'pg_catalog, pg_temp', true);
  v_step := raft.lock_node(p_node_id);
  v_before := v_step;
  v_step := raft.check_envelope(v_step, p_event);
  if p_event ? 'stored' then
    if jsonb_typeof(p_event -> 'stored') <> 'object' then
      perform raft.bad_event('stored', 'an object with "index" and "term"');
    end if;
    v_step := raft.note_stored(v_step, p_event -> 'stored');
  end if;
  case v_step.type
    when 'AppendEntries' then v_step := raft.on_append_entries(v_step, p_event);
    when 'AppendEntriesReply' then v_step := raft.on_append_entries_reply(v_step, p_event);
    when 'HeartbeatTimeout' then v_step := raft.on_heartbeat_timeout(v_step, p_event);
    when 'ClientRequest' then v_step := raft.on_client_request(v_step, p_event);
    when 'ElectionTimeout' then v_step := raft.on_election_timeout(v_step, p_event);
    when 'RequestVote' then v_step := raft.on_request_vote(v_step, p_event);
    when 'RequestVoteReply' then v_step := raft.on_request_vote_reply(v_step, p_event);
    when 'Start' then v_step := raft.on_start(v_step, p_event);
    when 'ClientRead' then v_step := raft.on_client_read(v_step, p_event);
    when 'InstallSnapshot' then v_step := raft.on_install_snapshot(v_step, p_event);
    when 'InstallSnapshotReply' then v_step := raft.on_install_snapshot_reply(v_step, p_event);
    when 'TimeoutNow' then v_step := raft.on_timeout_now(v_step, p_event);
    when 'ChangeConfig' then v_step := raft.on_change_config(v_step, p_event);
    when 'TransferLeadership' then v_step := raft.on_transfer_leadership(v_step, p_event);
    when 'TakeSnapshot' then v_step := raft.on_take_snapshot(v_step, p_event);
    when 'Stored' then v_step := raft.note_stored(v_step, p_event);
    else
      perform raft.bad_event('type', 'a known event');
  end case;
  return raft.save_step(v_before, v_step, p_event);
end
$$;
revoke all on function raft.process_raft_event from public;
