-- raft.set_peers: a leader's peers are the members of its configuration
-- Parameters: p_step, the leader's. A new peer is probed from the end of the log.
-- Returns:    the step.
-- Tables:     raft.raft_peer.
-- Source:     Figure 2, State, volatile state on leaders.
create or replace function raft.set_peers(inout p_step raft.step)
language plpgsql as $$
declare
  v_members int[] := p_step.voters || p_step.outgoing || p_step.learners;
begin
  delete from raft.raft_peer p where p.node_id = p_step.node_id and p.peer_id <> all (v_members);
  insert into raft.raft_peer (node_id, peer_id, next_index, heard_at)
  select distinct p_step.node_id, m.id, p_step.last_log_index + 1, p_step.at
  from unnest(v_members) m (id)
  where m.id <> p_step.node_id
  on conflict (node_id, peer_id) do nothing;
  p_step.rows_changed := true;
end
$$;
revoke all on function raft.set_peers from public;
