-- raft.leader_is_alive: whether a leader was heard within the last election timeout
-- Purpose:    such a node refuses votes. A leader is alive for itself as long as a majority answers it. Without a time
--             nobody can tell, and votes are given.
-- Parameters: p_step.
-- Returns:    true or false.
-- Source:     dissertation 4.2.3, 6.2.
create or replace function raft.leader_is_alive(p_step raft.step) returns boolean
language plpgsql as $$
begin
  return coalesce(p_step.at - p_step.election_timeout_ms < case
    when p_step.role = 'leader' then (select q.heard_at from raft.quorum(p_step) q)
    when p_step.leader_id is not null then p_step.heard_at
  end, false);
end
$$;
revoke all on function raft.leader_is_alive from public;
