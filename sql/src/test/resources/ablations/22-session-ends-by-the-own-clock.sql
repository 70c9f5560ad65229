-- MODIFIED raft.apply_in_session: each replica ends sessions by its own clock instead of the log's.
-- Rule:  dissertation 6.3.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.apply_in_session'::regproc);
  v_modified constant text := replace(v_function,
    $old$v_session.used_at + p_step.session_timeout_ms <= p_step.log_time then$old$,
    $new$v_session.used_at + p_step.session_timeout_ms <= coalesce(p_step.at, 0) then /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.apply_in_session has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
