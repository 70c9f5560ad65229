-- raft.changed_columns: what a step changed, for the journal
-- Parameters: p_before, p_after, the step as it began and as it ended.
-- Returns:    the columns of raft.raft_state that others read and that changed, with their new values.
create or replace function raft.changed_columns(p_before raft.step, p_after raft.step) returns jsonb
language plpgsql immutable as $$
declare
  -- As a text: one that is put together costs less than an object a column.
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
begin
  -- The others do not change in a hot step.
  if p_after.wide is not false then
    v_changed := concat(v_changed,
      case when p_after.current_term <> p_before.current_term then
        concat(',"current_term":', p_after.current_term) end,
      case when p_after.voted_for is distinct from p_before.voted_for then
        concat(',"voted_for":', coalesce(p_after.voted_for::text, 'null')) end,
      case when p_after.role <> p_before.role then
        concat(',"role":', '"', p_after.role, '"') end,
      case when p_after.snapshot_index <> p_before.snapshot_index then
        concat(',"snapshot_index":', p_after.snapshot_index) end,
      case when p_after.snapshot_term <> p_before.snapshot_term then
        concat(',"snapshot_term":', p_after.snapshot_term) end,
      case when p_after.voters <> p_before.voters then
        concat(',"voters":', to_jsonb(p_after.voters)) end,
      case when p_after.outgoing <> p_before.outgoing then
        concat(',"outgoing":', to_jsonb(p_after.outgoing)) end,
      case when p_after.learners <> p_before.learners then
        concat(',"learners":', to_jsonb(p_after.learners)) end,
      case when p_after.votes_granted <> p_before.votes_granted then
        concat(',"votes_granted":', to_jsonb(p_after.votes_granted)) end,
      case when p_after.votes_refused <> p_before.votes_refused then
        concat(',"votes_refused":', to_jsonb(p_after.votes_refused)) end,
      case when p_after.transfer_target is distinct from p_before.transfer_target then
        concat(',"transfer_target":', coalesce(p_after.transfer_target::text, 'null')) end);
  end if;
  return concat('{', substr(v_changed, 2), '}');
end
$$;
revoke all on function raft.changed_columns from public;
