-- raft.note_stored: a leader's own log is on disk up to an entry
-- Purpose:    with parallel_append a leader does not wait for its disk before it sends; it counts itself, for commits, only
--             up to what its runtime reports here.
-- Parameters: p_step; p_stored, {index, term}. An entry that the log does not hold (it was cut since) says nothing.
-- Returns:    the step.
-- Source:     dissertation 10.2.1.
create or replace function raft.note_stored(inout p_step raft.step, p_stored jsonb)
language plpgsql as $$
declare
  v_index bigint := raft.bigint_field(p_stored, 'index');
  v_term  bigint := raft.bigint_field(p_stored, 'term');
begin
  if not p_step.parallel_append or p_step.role <> 'leader' or v_index <= p_step.stored_index
    or v_index > p_step.last_log_index or raft.term_at(p_step, v_index) is distinct from v_term then
    -- Late.9  it is known already, or the log holds no such entry
    p_step.rules := p_step.rules || 'Late.9'::text;
    return;
  end if;
  -- Stored.1  the leader's own disk counts from now on
  p_step.rules := p_step.rules || 'Stored.1'::text;
  p_step.stored_index := v_index;
  p_step.wide := true;
  if v_index > p_step.commit_index then
    p_step := raft.advance_commit(p_step);
    if p_step.role = 'leader' and p_step.read_round is not null then
      p_step := raft.confirm_reads(p_step);
    end if;
  end if;
end
$$;
revoke all on function raft.note_stored from public;
