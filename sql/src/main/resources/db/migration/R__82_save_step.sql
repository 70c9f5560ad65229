-- raft.save_step: ends a step
-- Purpose:    writes the state in one update, raises the version and writes the journal if others can see a change, and
--             lets a step of volatile change commit without waiting for the disk.
-- Parameters: p_before, the step as it began; p_after, as it ended; p_event.
-- Returns:    the answer to the caller.
-- Tables:     raft.raft_state by its key, raft.raft_journal.
create or replace function raft.save_step(p_before raft.step, p_after raft.step, p_event jsonb) returns jsonb
language plpgsql as $$
declare
  v_changed jsonb := raft.changed_columns(p_before, p_after);
  v_setting text;
  v_result  jsonb;
begin
  if v_changed <> '{}' then
    p_after.rows_changed := true;
  end if;
  if p_after.rows_changed or p_after.journal = 'all' then
    p_after.version := p_after.version + 1;
  end if;

  -- Made once: what is in it may be long.
  v_result := jsonb_build_object(
    'node', p_after.node_id, 'term', p_after.current_term, 'role', p_after.role, 'leader', p_after.leader_id,
    'commit_index', p_after.commit_index, 'version', p_after.version,
    'send_rpc', p_after.send_rpc,
    'timers', case when p_after.election_timer is null and p_after.heartbeat_timer is null then '{}'::jsonb
      else jsonb_strip_nulls(jsonb_build_object(
        'election', p_after.election_timer, 'heartbeat', p_after.heartbeat_timer)) end,
    'replies', p_after.replies);

  -- What AppendEntries and its reply, a client's request and a heartbeat change, as a rule.
  if not p_after.wide then
    update raft.raft_state s
    set leader_id = p_after.leader_id, commit_index = p_after.commit_index, last_applied = p_after.last_applied,
        last_log_index = p_after.last_log_index, last_log_term = p_after.last_log_term, version = p_after.version,
        heard_at = p_after.heard_at, log_time = p_after.log_time, steps = p_after.steps, rounds = p_after.rounds
    where s.node_id = p_after.node_id;
  else
    update raft.raft_state s
    set current_term = p_after.current_term, voted_for = p_after.voted_for, role = p_after.role,
        leader_id = p_after.leader_id, commit_index = p_after.commit_index, last_applied = p_after.last_applied,
        last_log_index = p_after.last_log_index, last_log_term = p_after.last_log_term,
        snapshot_index = p_after.snapshot_index, snapshot_term = p_after.snapshot_term, voters = p_after.voters,
        outgoing = p_after.outgoing, learners = p_after.learners, votes_granted = p_after.votes_granted,
        votes_refused = p_after.votes_refused, transfer_target = p_after.transfer_target, version = p_after.version,
        config_index = p_after.config_index, noop_index = p_after.noop_index, config_request = p_after.config_request,
        transfer_request = p_after.transfer_request, transfer_deadline = p_after.transfer_deadline,
        transfer_term = p_after.transfer_term, transfer_asked = p_after.transfer_asked, heard_at = p_after.heard_at,
        incoming_index = p_after.incoming_index, incoming_term = p_after.incoming_term,
        incoming_chunk = p_after.incoming_chunk, log_time = p_after.log_time, log_start = p_after.log_start,
        log_start_term = p_after.log_start_term, read_round = p_after.read_round, incarnation = p_after.incarnation,
        steps = p_after.steps, rounds = p_after.rounds, stored_index = p_after.stored_index
    where s.node_id = p_after.node_id;
  end if;

  if p_after.version > p_before.version then
    perform raft.notify_state(p_after);
    if p_after.journal <> 'off' then
      insert into raft.raft_journal (node_id, version, event, actions, rules, changed)
      values (p_after.node_id, p_after.version, p_event,
              v_result - '{node,term,role,leader,commit_index,version}'::text[], p_after.rules, v_changed);
    end if;
  end if;

  -- For this transaction alone, and for all steps in it: one that must be on disk is not let go by a later one.
  if p_after.must_flush or p_after.current_term <> p_before.current_term
    or p_after.voted_for is distinct from p_before.voted_for then
    v_setting := set_config('raft.durable', 'on', true);
    if current_setting('synchronous_commit') = 'off' then
      v_setting := set_config('synchronous_commit', 'on', true);
    end if;
  elsif current_setting('raft.durable', true) is distinct from 'on' then
    v_setting := set_config('synchronous_commit', 'off', true);
  end if;

  return v_result;
end
$$;
revoke all on function raft.save_step from public;
