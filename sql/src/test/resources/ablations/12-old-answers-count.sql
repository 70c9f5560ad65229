-- MODIFIED raft.on_append_entries_reply: answers to an older leadership count.
-- Rule:  5.2.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.on_append_entries_reply'::regproc);
  v_modified constant text := replace(v_function,
    $old$p_step.event_term < p_step.current_term or p_step.role <> 'leader'$old$,
    $new$p_step.role <> 'leader' /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.on_append_entries_reply has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
