-- MODIFIED raft.on_append_entries_reply: a late refusal moves next_index to where the log is known to match.
-- Rule:  5.3.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.on_append_entries_reply'::regproc);
  v_modified constant text := replace(v_function,
    $old$v_next_index := greatest(v_next_index, v_peer.match_index + 1);
    v_peer.probing$old$,
    $new$v_peer.probing /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.on_append_entries_reply has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
