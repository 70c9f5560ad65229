-- raft.changed_columns: what a step changed, for the journal
-- Parameters: p_before, p_after, the step as it began and as it ended.
-- Returns:    the columns of raft.raft_state that others read and that changed, with their new values.
create or replace function raft.changed_columns(p_before raft.step, p_after raft.step) returns jsonb
language plpgsql immutable as $$
declare
  v_changed jsonb;
begin
  -- Column by column: the step also holds the messages, and they may be large.
  select coalesce(jsonb_object_agg(c.name, c.after), '{}') into v_changed
  from (values
    ('current_term', to_jsonb(p_before.current_term), to_jsonb(p_after.current_term)),
    ('voted_for', to_jsonb(p_before.voted_for), to_jsonb(p_after.voted_for)),
    ('role', to_jsonb(p_before.role), to_jsonb(p_after.role)),
    ('leader_id', to_jsonb(p_before.leader_id), to_jsonb(p_after.leader_id)),
    ('commit_index', to_jsonb(p_before.commit_index), to_jsonb(p_after.commit_index)),
    ('last_applied', to_jsonb(p_before.last_applied), to_jsonb(p_after.last_applied)),
    ('last_log_index', to_jsonb(p_before.last_log_index), to_jsonb(p_after.last_log_index)),
    ('last_log_term', to_jsonb(p_before.last_log_term), to_jsonb(p_after.last_log_term)),
    ('snapshot_index', to_jsonb(p_before.snapshot_index), to_jsonb(p_after.snapshot_index)),
    ('snapshot_term', to_jsonb(p_before.snapshot_term), to_jsonb(p_after.snapshot_term)),
    ('voters', to_jsonb(p_before.voters), to_jsonb(p_after.voters)),
    ('outgoing', to_jsonb(p_before.outgoing), to_jsonb(p_after.outgoing)),
    ('learners', to_jsonb(p_before.learners), to_jsonb(p_after.learners)),
    ('votes_granted', to_jsonb(p_before.votes_granted), to_jsonb(p_after.votes_granted)),
    ('votes_refused', to_jsonb(p_before.votes_refused), to_jsonb(p_after.votes_refused)),
    ('transfer_target', to_jsonb(p_before.transfer_target), to_jsonb(p_after.transfer_target))
  ) c (name, before, after)
  where c.after is distinct from c.before;
  return v_changed;
end
$$;
revoke all on function raft.changed_columns from public;
