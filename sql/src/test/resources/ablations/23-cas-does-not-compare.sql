-- MODIFIED raft.apply_command: a cas writes whatever it finds.
-- Rule:  PROTOCOL, commands.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.apply_command'::regproc);
  v_modified constant text := replace(v_function,
    $old$coalesce(v_old, 'null') = p_command -> 'expect'$old$,
    $new$true /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.apply_command has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
