-- raft.lock_node: begins a step
-- Purpose:    locks the node's row before anything is read, so that a node takes one event at a time.
-- Parameters: p_node_id.
-- Returns:    the state, the options and no actions yet; raises RF002, 42501.
-- Tables:     raft.raft_state by its key, for update; reads raft.raft_node, raft.raft_runtime.
create or replace function raft.lock_node(p_node_id int) returns raft.step
language plpgsql as $$
declare
  v_step  raft.step;
  v_state raft.raft_state;
  v_node  raft.raft_node;
begin
  -- A login acts for its own node alone, the owner for all
  if not pg_has_role(session_user, current_user, 'usage') and not exists (
    select from raft.raft_runtime r where r.role_name = session_user and r.node_id = p_node_id) then
    raise exception using errcode = '42501',
      message = format('%s may not act for node %s', session_user, coalesce(p_node_id::text, 'null')),
      hint = 'The owner binds a login to a node in raft.raft_runtime.';
  end if;

  -- As one value: naming each column costs more than reading it.
  v_state := (select s from raft.raft_state s where s.node_id = p_node_id for update);
  if v_state.node_id is null then
    raise exception using errcode = 'RF002',
      message = format('there is no node %s here', coalesce(p_node_id::text, 'null')),
      hint = 'Create it with raft.create_node.';
  end if;
  v_node := (select n from raft.raft_node n where n.node_id = p_node_id);
  v_step := row(
    v_state.node_id, v_state.current_term, v_state.voted_for, v_state.role, v_state.leader_id, v_state.commit_index,
    v_state.last_applied, v_state.last_log_index, v_state.last_log_term, v_state.snapshot_index, v_state.snapshot_term,
    v_state.voters, v_state.outgoing, v_state.learners, v_state.votes_granted, v_state.votes_refused,
    v_state.transfer_target, v_state.version, v_state.config_index, v_state.noop_index, v_state.config_request,
    v_state.transfer_request, v_state.transfer_deadline, v_state.transfer_term, v_state.transfer_asked,
    v_state.heard_at, v_state.incoming_index, v_state.incoming_term, v_state.incoming_chunk, v_state.log_time,
    v_state.log_start, v_state.log_start_term, v_state.read_round, v_state.incarnation, v_state.steps + 1,
    v_state.rounds,
    v_node.pre_vote, v_node.check_quorum, v_node.election_timeout_ms, v_node.heartbeat_interval_ms,
    v_node.max_append_entries, v_node.max_inflight, v_node.snapshot_threshold, v_node.snapshot_trailing,
    v_node.durable_state_machine, v_node.session_timeout_ms, v_node.journal,
    null, null, null, null, '{}'::jsonb[], '{}'::jsonb[], '{}'::text[], null, null, false, false);
  return v_step;
end
$$;
revoke all on function raft.lock_node from public;
