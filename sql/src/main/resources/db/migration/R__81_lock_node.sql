-- raft.lock_node: begins a step
-- Purpose:    locks the node's row before anything is read, so that a node takes one event at a time.
-- Parameters: p_node_id.
-- Returns:    the state, the options and no actions yet; raises RF002, 42501.
-- Tables:     raft.raft_state by its key, for update; reads raft.raft_node, raft.raft_runtime.
create or replace function raft.lock_node(p_node_id int) returns raft.step
language plpgsql as $$
declare
  v_step raft.step;
begin
  -- A login acts for its own node alone, the owner for all
  if not pg_has_role(session_user, current_user, 'usage') then
    if not exists (select from raft.raft_runtime r where r.role_name = session_user and r.node_id = p_node_id) then
      raise exception using errcode = '42501',
        message = format('%s may not act for node %s', session_user, coalesce(p_node_id::text, 'null')),
        hint = 'The owner binds a login to a node in raft.raft_runtime.';
    end if;
  end if;

  -- As one value: to name each column once more for every level of the plan costs more than reading it.
  v_step := (
    select row(
      s.node_id, s.current_term, s.voted_for, s.role, s.leader_id, s.commit_index, s.last_applied, s.last_log_index,
      s.last_log_term, s.snapshot_index, s.snapshot_term, s.voters, s.outgoing, s.learners, s.votes_granted,
      s.votes_refused, s.transfer_target, s.version, s.config_index, s.noop_index, s.config_request,
      s.transfer_request, s.transfer_deadline, s.transfer_term, s.transfer_asked, s.heard_at, s.incoming_index,
      s.incoming_term, s.incoming_chunk, s.log_time, s.log_start, s.log_start_term, s.read_round, s.incarnation,
      s.steps + 1, s.rounds,
      n.pre_vote, n.check_quorum, n.election_timeout_ms, n.heartbeat_interval_ms, n.max_append_entries, n.max_inflight,
      n.snapshot_threshold, n.snapshot_trailing, n.durable_state_machine, n.session_timeout_ms, n.journal,
      null, null, null, null, '{}'::jsonb[], '{}'::jsonb[], '{}'::text[], null, null, false, false, null, s.stored_index,
      n.parallel_append)::raft.step
    from raft.raft_state s
    join raft.raft_node n on n.node_id = s.node_id
    where s.node_id = p_node_id
    for update of s);
  if v_step.node_id is null then
    raise exception using errcode = 'RF002',
      message = format('there is no node %s here', coalesce(p_node_id::text, 'null')),
      hint = 'Create it with raft.create_node.';
  end if;
  return v_step;
end
$$;
revoke all on function raft.lock_node from public;
