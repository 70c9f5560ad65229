-- MODIFIED raft.apply_in_session: a repeated serial is applied again.
-- Rule:  dissertation 6.3.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.apply_in_session'::regproc);
  v_modified constant text := replace(v_function,
    $old$if p_serial = v_session.serial then$old$,
    $new$if false then /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.apply_in_session has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
