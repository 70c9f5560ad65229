-- MODIFIED raft.has_majority: half of the voters decide.
-- Rule:  5.1.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.has_majority'::regproc);
  v_modified constant text := replace(v_function,
    $old$v_in * 2 > cardinality(p_voters)$old$,
    $new$v_in * 2 >= cardinality(p_voters) /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.has_majority has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
