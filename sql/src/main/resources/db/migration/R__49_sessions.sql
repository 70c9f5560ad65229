-- raft.open_session, raft.apply_in_session: client sessions
-- Purpose:    a command is applied once, however often its client sends it: each session remembers the last serial and its
--             answer. A session unused for session_timeout_ms ends, by the time that the log carries, so that all
--             replicas end it at the same entry.
-- Parameters: p_step, its log_time already that of the entry; the entry.
-- Returns:    open_session: the step. apply_in_session: the rule that ran and the answer.
-- Tables:     raft.raft_session by its key, raft.raft_kv.
-- Source:     dissertation 6.3.
create or replace function raft.open_session(inout p_step raft.step, p_client bigint)
language plpgsql as $$
begin
  delete from raft.raft_session s
  where s.node_id = p_step.node_id and s.used_at + p_step.session_timeout_ms <= p_step.log_time;
  insert into raft.raft_session (node_id, client, used_at) values (p_step.node_id, p_client, p_step.log_time);
end
$$;
revoke all on function raft.open_session from public;

create or replace function raft.apply_in_session(
  p_step raft.step, p_index bigint, p_term bigint, p_command jsonb, p_client bigint, p_serial bigint,
  out step_rule text, out answer jsonb)
language plpgsql as $$
declare
  v_session raft.raft_session;
begin
  answer := jsonb_build_object('status', 'rejected', 'index', p_index, 'term', p_term);
  select s.* into v_session
  from raft.raft_session s
  where s.node_id = p_step.node_id and s.client = p_client;

  -- Session.2  the session was never opened, or it has ended
  if v_session.client is null or v_session.used_at + p_step.session_timeout_ms <= p_step.log_time then
    step_rule := 'Session.2';
    answer := answer || '{"error":"unknown session"}';
    return;
  end if;

  -- Session.3  the serial was applied before: the first answer again
  if p_serial = v_session.serial then
    step_rule := 'Session.3';
    answer := v_session.answer;

  -- Session.4  a later serial was applied before
  elsif p_serial < v_session.serial then
    step_rule := 'Session.4';
    answer := answer || '{"error":"stale serial"}';

  -- Session.5  a new serial: apply, and remember the answer
  else
    step_rule := 'Session.5';
    answer := raft.apply_command(p_step.node_id, p_index, p_term, p_command);
    v_session.serial := p_serial;
    v_session.answer := answer;
    if answer -> 'result' ? 'client' then
      p_step := raft.open_session(p_step, p_index);
    end if;
  end if;
  update raft.raft_session s
  set serial = v_session.serial, answer = v_session.answer, used_at = p_step.log_time
  where s.node_id = p_step.node_id and s.client = p_client;
end
$$;
revoke all on function raft.apply_in_session from public;
