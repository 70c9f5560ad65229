-- MODIFIED raft.on_request_vote_reply: a vote given for an earlier term counts.
-- Rule:  5.2.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.on_request_vote_reply'::regproc);
  v_modified constant text := replace(v_function,
    $old$or v_vote_term <> p_step.current_term + v_pre_vote::int
    or p_step.event_term < p_step.current_term and not v_pre_vote$old$,
    $new$/* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.on_request_vote_reply has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
