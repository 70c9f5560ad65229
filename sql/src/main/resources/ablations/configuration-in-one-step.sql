-- MODIFIED raft.on_change_config: the new voters replace the old ones at once.
-- Rule:  6.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.on_change_config'::regproc);
  v_modified constant text := replace(v_function,
    $old$p_step := raft.append_entry(p_step, 'config', v_joint);$old$,
    $new$p_step := raft.append_entry(p_step, 'config', v_joint || '{"outgoing":[]}'); /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.on_change_config has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
