-- raft.append_entry: a leader appends an entry that no client asked for
-- Parameters: p_step; p_kind, 'noop' or 'config'; p_command, null for a noop.
-- Returns:    the step.
-- Tables:     raft.raft_log.
create or replace function raft.append_entry(inout p_step raft.step, p_kind text, p_command jsonb)
language plpgsql as $$
begin
  -- Before the log grows: a member that is new is then sent this very entry.
  if p_kind = 'config' then
    p_step := raft.set_config(p_step, p_command, p_step.last_log_index + 1);
  end if;
  p_step.last_log_index := p_step.last_log_index + 1;
  p_step.last_log_term := p_step.current_term;
  p_step.must_flush := p_step.must_flush or not p_step.parallel_append;
  insert into raft.raft_log (node_id, log_index, term, kind, command, at)
  values (p_step.node_id, p_step.last_log_index, p_step.current_term, p_kind, p_command, p_step.at);
  p_step.rows_changed := raft.notify_log(p_step, p_step.last_log_index, p_step.last_log_index);
end
$$;
revoke all on function raft.append_entry from public;
