-- raft.changed_columns: what a step changed, for the journal
-- Parameters: p_before, p_after, the step as it began and as it ended.
-- Returns:    the columns of raft.raft_state that others read and that changed, with their new values.
create or replace function raft.changed_columns(p_before raft.step, p_after raft.step) returns jsonb
language plpgsql immutable as $$
declare
  v_changed jsonb;
begin
  select coalesce(jsonb_object_agg(a.key, a.value), '{}') into v_changed
  from jsonb_each(to_jsonb(p_after)) a
  join jsonb_each(to_jsonb(p_before)) b on b.key = a.key
  where a.value <> b.value
    and a.key in ('current_term', 'voted_for', 'role', 'leader_id', 'commit_index', 'last_applied', 'last_log_index',
                  'last_log_term', 'snapshot_index', 'snapshot_term', 'voters', 'outgoing', 'learners',
                  'votes_granted', 'votes_refused', 'transfer_target');
  return v_changed;
end
$$;
revoke all on function raft.changed_columns from public;
