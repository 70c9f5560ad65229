-- raft.changed_rarely: what a step changed beside the hot columns, for the journal
-- Parameters: p_before, p_after, the step as it began and as it ended.
-- Returns:    the columns of raft.raft_state that others read, that are not hot, and that changed, with their new values:
--             the members of an object, as text. One that is put together costs less than an object a column.
create or replace function raft.changed_rarely(p_before raft.step, p_after raft.step) returns text
language plpgsql immutable as $$
begin
  return concat(
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
end
$$;
revoke all on function raft.changed_rarely from public;
