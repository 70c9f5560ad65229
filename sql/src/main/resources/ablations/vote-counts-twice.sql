-- MODIFIED raft.on_request_vote_reply: a vote that arrives twice counts twice.
-- Rule:  5.2.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.on_request_vote_reply'::regproc);
  v_modified constant text := replace(v_function,
    $old$or p_step.sender = any (p_step.votes_granted || p_step.votes_refused)$old$,
    $new$/* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.on_request_vote_reply has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
