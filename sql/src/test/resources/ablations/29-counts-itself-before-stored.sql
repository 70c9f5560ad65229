-- MODIFIED raft.quorum_match: a leader counts itself for entries that its disk may not hold.
-- Rule:  dissertation 10.2.1.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.quorum_match'::regproc);
  v_modified constant text := replace(v_function,
    $old$if p_step.parallel_append and$old$,
    $new$if false and /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.quorum_match has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
