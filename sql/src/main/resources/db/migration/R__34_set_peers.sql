-- raft.set_peers: a leader's peers are the members of its configuration
-- Parameters: p_step, the leader's. A new peer is probed from the end of the log.
-- Returns:    the step.
-- Source:     Figure 2, State, volatile state on leaders.
create or replace function raft.set_peers(inout p_step raft.step)
language plpgsql as $$
declare
  v_members int[] := p_step.voters || p_step.outgoing || p_step.learners;
begin
  p_step.peers := array(
    select coalesce(p, row(m.id, p_step.last_log_index + 1, 0, true, '{}', 0, p_step.at, 0, null, 0)::raft.peer)
    from (select distinct id from unnest(v_members) id where id <> p_step.node_id) m
    left join unnest(p_step.peers) p on p.peer_id = m.id
    order by m.id);
  p_step.rows_changed := true;
end
$$;
revoke all on function raft.set_peers from public;
