-- MODIFIED raft.on_request_vote: a vote is given but not written down.
-- Rule:  Figure 2, State, votedFor.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.on_request_vote'::regproc);
  v_modified constant text := replace(v_function,
    $old$p_step.voted_for := p_step.sender;$old$,
    $new$null; /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.on_request_vote has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
