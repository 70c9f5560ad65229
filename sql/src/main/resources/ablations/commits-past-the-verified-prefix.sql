-- MODIFIED raft.on_append_entries: commit_index follows the leader's up to the end of the log, verified or not.
-- Rule:  Figure 2, AppendEntries, 5.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.on_append_entries'::regproc);
  v_modified constant text := replace(v_function,
    $old$if least(v_leader_commit, v_last_new) > p_step.commit_index then
        p_step.rules := p_step.rules || 'AppendEntries.5'::text;
        p_step.commit_index := least(v_leader_commit, v_last_new);$old$,
    $new$if least(v_leader_commit, p_step.last_log_index) > p_step.commit_index then
        p_step.rules := p_step.rules || 'AppendEntries.5'::text;
        p_step.commit_index := least(v_leader_commit, p_step.last_log_index); /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.on_append_entries has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
