-- MODIFIED raft.confirm_reads: a new leader answers reads before an entry of its own term is committed.
-- Rule:  dissertation 6.4.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.confirm_reads'::regproc);
  v_modified constant text := replace(v_function,
    $old$if p_step.read_round is null or p_step.commit_index < p_step.noop_index then$old$,
    $new$if p_step.read_round is null then /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.confirm_reads has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
