-- MODIFIED raft.on_change_config: a change may begin while another one runs.
-- Rule:  6.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.on_change_config'::regproc);
  v_modified constant text := replace(v_function,
    $old$when p_step.outgoing <> '{}' or p_step.config_index > p_step.commit_index then 'config change in progress'$old$,
    $new$when false then '' /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.on_change_config has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
