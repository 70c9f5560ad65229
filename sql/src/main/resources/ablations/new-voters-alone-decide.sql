-- MODIFIED raft.advance_commit: while joint, only the new voters are counted for commits and rounds.
-- Rule:  6.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.advance_commit'::regproc);
  v_modified constant text := replace(v_function,
    $old$if p_step.outgoing <> '{}' then$old$,
    $new$if false then /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.advance_commit has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
