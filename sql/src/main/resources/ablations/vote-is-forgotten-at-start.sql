-- MODIFIED raft.on_start: a restart loses the vote.
-- Rule:  Figure 2, State, votedFor.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.on_start'::regproc);
  v_modified constant text := replace(v_function,
    $old$p_step.role := 'follower';$old$,
    $new$p_step.role := 'follower'; p_step.voted_for := null; /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.on_start has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
