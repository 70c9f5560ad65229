-- MODIFIED raft.quorum: learners count for commits.
-- Rule:  dissertation 4.2.1.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.quorum'::regproc);
  v_modified constant text := replace(v_function,
    $old$from (select 1 as side, id from unnest(p_step.voters) id$old$,
    $new$from (select 1 as side, id from unnest(p_step.voters || p_step.learners) id /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.quorum has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
