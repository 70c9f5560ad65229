-- MODIFIED raft.may_campaign: who is no voter of its latest configuration never campaigns.
-- Rule:  dissertation 4.2.2.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.may_campaign'::regproc);
  v_modified constant text := replace(v_function,
    $old$p_step.config_index <= p_step.commit_index$old$,
    $new$true /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.may_campaign has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
