-- MODIFIED raft.install_snapshot: the log behind a snapshot stays though it differs.
-- Rule:  7, Figure 13.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.install_snapshot'::regproc);
  v_modified constant text := replace(v_function,
    $old$v_kept boolean := p_index <= p_step.last_log_index and raft.term_at(p_step, p_index) = p_term;$old$,
    $new$v_kept boolean := p_index <= p_step.last_log_index; /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.install_snapshot has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
