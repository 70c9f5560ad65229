-- MODIFIED raft.restore_snapshot: a node takes a snapshot but not the map in it.
-- Rule:  7.
do $ablation$
declare
  v_function constant text := pg_get_functiondef('raft.restore_snapshot'::regproc);
  v_modified constant text := replace(v_function,
    $old$cross join lateral jsonb_array_elements(coalesce(c.data -> 'kv', '[]')) e (item)$old$,
    $new$cross join lateral jsonb_array_elements('[]'::jsonb) e (item) /* MODIFIED */$new$);
begin
  if v_modified = v_function then
    raise exception 'raft.restore_snapshot has changed: mend this ablation';
  end if;
  execute v_modified;
end
$ablation$;
