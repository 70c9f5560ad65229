-- MODIFIED raft.quorum: while joint, only the new voters are counted for commits and rounds.
-- Rule:  6.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.quorum'::regproc);
  v_modified constant text := replace(v_function,
    $old$select 2, id from unnest(p_step.outgoing) id$old$,
    $new$select 2, id from unnest('{}'::int[]) id /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.quorum has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
