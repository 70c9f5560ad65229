-- MODIFIED raft.note_stored: what was stored of another term counts.
-- Rule:  contract, Stored.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.note_stored'::regproc);
  v_modified constant text := replace(v_function,
    $old$or raft.term_at(p_step, v_index) is distinct from v_term then$old$,
    $new$then /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.note_stored has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
