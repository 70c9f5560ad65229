-- MODIFIED raft.truncate_log: a configuration that is cut from the log stays in force.
-- Rule:  6.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.truncate_log'::regproc);
  v_modified constant text := replace(v_function,
    $old$if p_step.config_index >= p_index then$old$,
    $new$if false then /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.truncate_log has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
