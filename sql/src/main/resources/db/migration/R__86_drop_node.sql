-- raft.drop_node: removes a node and everything it holds
-- Parameters: p_node_id.
-- Returns:    nothing; raises RF002.
-- Tables:     all but raft.raft_runtime.
create or replace function raft.drop_node(p_node_id int) returns void
language plpgsql
set search_path = ''
as $$
begin
  -- The node's row first: a step that is running ends before anything else goes.
  delete from raft.raft_state s where s.node_id = p_node_id;
  if not found then
    raise exception using errcode = 'RF002', message = format('there is no node %s here', coalesce(p_node_id::text, 'null'));
  end if;
  delete from raft.raft_node n where n.node_id = p_node_id;
  delete from raft.raft_log l where l.node_id = p_node_id;
  delete from raft.raft_kv k where k.node_id = p_node_id;
  delete from raft.raft_session s where s.node_id = p_node_id;
  delete from raft.raft_snapshot s where s.node_id = p_node_id;
  delete from raft.raft_snapshot_chunk c where c.node_id = p_node_id;
  delete from raft.raft_read r where r.node_id = p_node_id;
  delete from raft.raft_journal j where j.node_id = p_node_id;
end
$$;
revoke all on function raft.drop_node from public;
