-- MODIFIED raft.on_append_entries_reply: an answer counts for all that was sent so far.
-- Rule:  Figure 2, Leaders.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.on_append_entries_reply'::regproc);
  v_modified constant text := replace(v_function,
    $old$v_match_index := greatest(v_peer.match_index, v_match_index);$old$,
    $new$v_match_index := case when v_success then greatest(v_match_index, v_peer.next_index - 1) else v_peer.match_index end; /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.on_append_entries_reply has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
