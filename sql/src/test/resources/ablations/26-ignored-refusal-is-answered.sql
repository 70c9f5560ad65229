-- MODIFIED raft.on_append_entries_reply: a refusal that is ignored is answered by the next message all the same.
-- Rule:  5.3; nothing is sent for what is ignored.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.on_append_entries_reply'::regproc);
  v_modified constant text := replace(v_function,
    $old$v_ignored := true;$old$,
    $new$v_peer.inflight := '{}'; /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.on_append_entries_reply has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
