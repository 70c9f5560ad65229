-- MODIFIED raft.advance_commit: the leader commits entries of older terms by counting replicas.
-- Rule:  5.4.2, Figure 8.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.advance_commit'::regproc);
  v_modified constant text := replace(v_function,
    $old$exit when v_reached <= p_step.commit_index
      or raft.term_at(p_step, v_reached) is distinct from p_step.current_term;$old$,
    $new$exit when v_reached <= p_step.commit_index; /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.advance_commit has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
