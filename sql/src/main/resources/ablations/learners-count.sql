-- MODIFIED raft.advance_commit: learners count for commits.
-- Rule:  dissertation 4.2.1.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.advance_commit'::regproc);
  v_modified constant text := replace(v_function,
    $old$raft.quorum_match(p_step, p_step.voters);$old$,
    $new$raft.quorum_match(p_step, p_step.voters || p_step.learners); /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.advance_commit has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
