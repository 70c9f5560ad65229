-- MODIFIED raft.store_entries: entries are taken although they contradict the entry that the snapshot ends with.
-- Rule:  5.3, State Machine Safety: what is committed never changes, and terms never fall along a log.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.store_entries'::regproc);
  v_modified constant text := replace(v_function,
    $old$perform raft.breaks_committed(p_step, p_step.snapshot_index);$old$,
    $new$null; /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.store_entries has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
