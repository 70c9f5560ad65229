-- raft.lock_node: begins a step
-- Purpose:    locks the node's row before anything is read, so that a node takes one event at a time.
-- Parameters: p_node_id.
-- Returns:    the state, the options and no actions yet; raises RF002, 42501.
-- Tables:     raft.raft_state by its key, for update; reads raft.raft_runtime.
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
      s.pre_vote, s.check_quorum, s.election_timeout_ms, s.heartbeat_interval_ms, s.max_append_entries, s.max_inflight,
      s.snapshot_threshold, s.snapshot_trailing, s.durable_state_machine, s.session_timeout_ms, s.journal,
      null, null, null, null, '{}'::text[], '{}'::text[], '{}'::text[], null, null, false, false, null, s.stored_index,
      s.parallel_append, s.peers)::raft.step
    from raft.raft_state s
    where s.node_id = p_node_id
    -- There is one; older versions of it that cannot be cleared away yet stand before it.
    order by s.generation desc
    limit 1
    for update);
  if v_step.node_id is null then
    raise exception using errcode = 'RF002',
      message = format('there is no node %s here', coalesce(p_node_id::text, 'null')),
      hint = 'Create it with raft.create_node.';
  end if;
  return v_step;
end
$$;
revoke all on function raft.lock_node from public;
