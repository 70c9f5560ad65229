-- raft.quorum: what a majority of the configuration has reached
-- Purpose:    the highest log index, round and time that a majority of the voters (while joint: of both sets of
--             voters) has reached. The leader counts itself only if it is a voter; learners never count.
-- Parameters: p_step, the leader's step.
-- Returns:    match_index; acked_round; heard_at (far in the past: never heard with a time).
-- Tables:     reads raft.raft_peer.
-- Source:     Figure 2, Rules for Servers, Leaders; dissertation 6.2 (check-quorum), 6.4 (rounds).
create or replace function raft.quorum(
  p_step raft.step, out match_index bigint, out acked_round bigint, out heard_at bigint)
language plpgsql as $$
begin
  select min(q.match_index), min(q.acked_round), min(q.heard_at)
  into match_index, acked_round, heard_at
  from (
    select (array_agg(v.match_index order by v.match_index desc))[count(*) / 2 + 1] as match_index,
           (array_agg(v.acked_round order by v.acked_round desc))[count(*) / 2 + 1] as acked_round,
           (array_agg(v.heard_at order by v.heard_at desc))[count(*) / 2 + 1] as heard_at
    from (
      select s.side,
             case when s.id = p_step.node_id then p_step.last_log_index else coalesce(p.match_index, 0) end
               as match_index,
             case when s.id = p_step.node_id then p_step.rounds else coalesce(p.acked_round, 0) end as acked_round,
             case when s.id = p_step.node_id then 9007199254740991 else coalesce(p.heard_at, -9007199254740991) end as heard_at
      from (select 1 as side, id from unnest(p_step.voters) id
            union all
            select 2, id from unnest(p_step.outgoing) id) s
      left join raft.raft_peer p on p.node_id = p_step.node_id and p.peer_id = s.id
    ) v
    group by v.side
  ) q;
end
$$;
revoke all on function raft.quorum from public;
