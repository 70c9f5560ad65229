-- MODIFIED raft.on_request_vote: a vote needs no log as good as the own.
-- Rule:  5.4.1.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.on_request_vote'::regproc);
  v_modified constant text := replace(v_function,
    $old$and (v_last_log_term, v_last_log_index) >= (p_step.last_log_term, p_step.last_log_index);$old$,
    $new$; /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.on_request_vote has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
