-- MODIFIED raft.on_client_read: a leader answers reads without asking whether it still leads.
-- Rule:  dissertation 6.4.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.on_client_read'::regproc);
  v_modified constant text := replace(v_function,
    $old$if p_step.read_round > p_step.rounds then$old$,
    $new$update raft.raft_read r set round = 0 where r.node_id = p_step.node_id;
  if p_step.read_round > p_step.rounds then /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.on_client_read has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
