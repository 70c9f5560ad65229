-- MODIFIED raft.store_entries: entries that the log already holds are cut and written again.
-- Rule:  Figure 2, AppendEntries, 3.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.store_entries'::regproc);
  v_modified constant text := replace(v_function,
    $old$if p_prev = p_step.last_log_index then$old$,
    $new$if true then /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.store_entries has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
