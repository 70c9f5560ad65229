-- raft.on_append_entries: event AppendEntries
-- Parameters: p_step; p_event: prev_log_index, prev_log_term, entries, leader_commit, round.
-- Returns:    the step.
-- Tables:     raft.raft_log by its key.
-- Source:     Figure 2, AppendEntries RPC; paper 5.3 (the hints of a refusal).
create or replace function raft.on_append_entries(inout p_step raft.step, p_event jsonb)
language plpgsql as $$
declare
  v_prev_log_index bigint;
  v_prev_log_term  bigint;
  v_leader_commit  bigint;
  v_round          bigint;
  v_entries        jsonb  := raft.array_field(p_event, 'entries');
  v_last_new       bigint;
  v_own_term       bigint;
  v_answer         text;
begin
  -- All at one look; only where something is wrong is it looked at field by field.
  if p_event @@ 'strict $.prev_log_index >= 0 && $.prev_log_index <= 9007199254740991 && $.prev_log_index % 1 == 0
              && $.prev_log_term >= 0 && $.prev_log_term <= 9007199254740991 && $.prev_log_term % 1 == 0
              && $.leader_commit >= 0 && $.leader_commit <= 9007199254740991 && $.leader_commit % 1 == 0
              && $.round >= 0 && $.round <= 9007199254740991 && $.round % 1 == 0' is not true then
    perform raft.bigint_field(p_event, 'prev_log_index'), raft.bigint_field(p_event, 'prev_log_term'),
            raft.bigint_field(p_event, 'leader_commit'), raft.bigint_field(p_event, 'round');
  end if;
  v_prev_log_index := (p_event -> 'prev_log_index')::bigint;
  v_prev_log_term := (p_event -> 'prev_log_term')::bigint;
  v_leader_commit := (p_event -> 'leader_commit')::bigint;
  v_round := (p_event -> 'round')::bigint;
  v_last_new := v_prev_log_index + raft.check_entries(v_entries, v_prev_log_index, v_prev_log_term, p_step.event_term);

  -- AppendEntries.1  a request of an older term is refused
  if p_step.event_term < p_step.current_term then
    p_step.rules := p_step.rules || 'AppendEntries.1'::text;
    v_answer := concat('{"success":false,"conflict_term":null,"conflict_index":',
      least(p_step.last_log_index + 1, 9007199254740991));

  else
    p_step := raft.follow(p_step);
    v_own_term := case
      when v_prev_log_index = p_step.last_log_index then p_step.last_log_term
      when v_prev_log_index < p_step.last_log_index then raft.term_at(p_step, v_prev_log_index)
    end;

    -- AppendEntries.2  the log must hold prev_log_index with its term; below the snapshot everything matches
    if v_prev_log_index > p_step.last_log_index then
      p_step.rules := p_step.rules || 'AppendEntries.2'::text;
      v_answer := concat('{"success":false,"conflict_term":null,"conflict_index":', p_step.last_log_index + 1);
    elsif v_prev_log_index > p_step.snapshot_index and v_own_term <> v_prev_log_term then
      p_step.rules := p_step.rules || 'AppendEntries.2'::text;
      v_answer := concat('{"success":false,"conflict_term":', v_own_term,
        ',"conflict_index":', raft.first_index_of(p_step, v_own_term, v_prev_log_index));
    else
      if v_entries <> '[]' then
        p_step := raft.store_entries(p_step, v_prev_log_index, v_entries);
      end if;

      -- AppendEntries.5  commit what the leader committed, as far as this request verified the log
      if least(v_leader_commit, v_last_new) > p_step.commit_index then
        p_step.rules := p_step.rules || 'AppendEntries.5'::text;
        p_step.commit_index := least(v_leader_commit, v_last_new);
        p_step := raft.apply_committed(p_step);
      end if;
      v_answer := concat('{"success":true,"match_index":', v_last_new);
    end if;
  end if;

  p_step := raft.send_rpc(p_step, p_step.sender, 'AppendEntriesReply',
    concat(v_answer, ',"prev_log_index":', v_prev_log_index, ',"round":', v_round, '}'));
end
$$;
revoke all on function raft.on_append_entries from public;
