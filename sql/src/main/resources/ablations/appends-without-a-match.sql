-- MODIFIED raft.on_append_entries: the term at prev_log_index is not compared.
-- Rule:  Figure 2, AppendEntries, 2.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.on_append_entries'::regproc);
  v_modified constant text := replace(v_function,
    $old$elsif v_prev_log_index > p_step.snapshot_index and v_own_term <> v_prev_log_term then$old$,
    $new$elsif false then /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.on_append_entries has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
