-- raft.save_step: ends a step
-- Purpose:    writes the state in one update, raises the version and writes the journal if others can see a change, and
--             lets a step of volatile change commit without waiting for the disk.
-- Parameters: p_before, the step as it began; p_after, as it ended; p_event.
-- Returns:    the answer to the caller.
-- Tables:     raft.raft_state by its key, raft.raft_journal.
create or replace function raft.save_step(p_before raft.step, p_after raft.step, p_event jsonb) returns jsonb
language plpgsql as $$
declare
  -- The columns that others read and that changed, the members of an object.
  v_changed text := concat(
    case when p_after.leader_id is distinct from p_before.leader_id then
      concat(',"leader_id":', coalesce(p_after.leader_id::text, 'null')) end,
    case when p_after.commit_index <> p_before.commit_index then
      concat(',"commit_index":', p_after.commit_index) end,
    case when p_after.last_applied <> p_before.last_applied then
      concat(',"last_applied":', p_after.last_applied) end,
    case when p_after.last_log_index <> p_before.last_log_index then
      concat(',"last_log_index":', p_after.last_log_index) end,
    case when p_after.last_log_term <> p_before.last_log_term then
      concat(',"last_log_term":', p_after.last_log_term) end);
  v_setting text;
  v_result  jsonb;
begin
  if p_after.wide is not false then
    v_changed := v_changed || raft.changed_rarely(p_before, p_after);
  end if;
  if v_changed <> '' then
    p_after.rows_changed := true;
  end if;
  if p_after.rows_changed or p_after.journal = 'all' then
    p_after.version := p_after.version + 1;
  end if;

  -- Made once: what is in it may be long.
  v_result := concat(
    '{"node":', p_after.node_id, ',"term":', p_after.current_term, ',"role":"', p_after.role,
    '","leader":', coalesce(p_after.leader_id::text, 'null'), ',"commit_index":', p_after.commit_index,
    ',"version":', p_after.version, ',"send_rpc":[', array_to_string(p_after.send_rpc, ','),
    '],"timers":{', concat_ws(',', '"election":"' || p_after.election_timer || '"',
                                   '"heartbeat":"' || p_after.heartbeat_timer || '"'),
    '},"replies":[', array_to_string(p_after.replies, ','), ']}');

  -- What AppendEntries and its reply, a client's request and a heartbeat change, as a rule.
  if not p_after.wide then
    update raft.raft_state s
    set leader_id = p_after.leader_id, commit_index = p_after.commit_index, last_applied = p_after.last_applied,
        last_log_index = p_after.last_log_index, last_log_term = p_after.last_log_term, version = p_after.version,
        heard_at = p_after.heard_at, log_time = p_after.log_time, steps = p_after.steps, rounds = p_after.rounds,
        peers = p_after.peers, generation = p_after.steps / 64
    where s.node_id = p_after.node_id and s.generation = (p_before.steps - 1) / 64;
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
        steps = p_after.steps, rounds = p_after.rounds, stored_index = p_after.stored_index,
        peers = p_after.peers, generation = p_after.steps / 64
    where s.node_id = p_after.node_id and s.generation = (p_before.steps - 1) / 64;
  end if;

  if p_after.version > p_before.version then
    -- A notification is a wake-up, and never carries content.
    if pg_notify('raft', concat('{"k":"state","node":', p_after.node_id, ',"version":', p_after.version,
        ',"term":', p_after.current_term, ',"role":"', p_after.role, '","leader":', coalesce(p_after.leader_id::text, 'null'),
        ',"commit":', p_after.commit_index, ',"last":', p_after.last_log_index, '}')) is not null
      and p_after.journal <> 'off' then
      insert into raft.raft_journal (node_id, version, event, actions, rules, changed)
      values (p_after.node_id, p_after.version, p_event,
              v_result - '{node,term,role,leader,commit_index,version}'::text[], p_after.rules,
              concat('{', substr(v_changed, 2), '}')::jsonb);
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
