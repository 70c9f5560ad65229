-- raft.quorum: what a majority of the configuration has reached
-- Purpose:    the latest round and time that a majority of the voters (while joint: of both sets of voters) has reached.
--             The leader counts itself only if it is a voter; learners never count.
-- Parameters: p_step, the leader's step.
-- Returns:    acked_round; heard_at (far in the past: never heard with a time).
-- Source:     Figure 2, Rules for Servers, Leaders; dissertation 6.2 (check-quorum), 6.4 (rounds).
create or replace function raft.quorum(
  p_step raft.step, out acked_round bigint, out heard_at bigint)
language plpgsql as $$
begin
  select min(q.acked_round), min(q.heard_at)
  into acked_round, heard_at
  from (
    select (array_agg(v.acked_round order by v.acked_round desc))[count(*) / 2 + 1] as acked_round,
           (array_agg(v.heard_at order by v.heard_at desc))[count(*) / 2 + 1] as heard_at
    from (
      select s.side,
             case when s.id = p_step.node_id then p_step.rounds else coalesce(p.acked_round, 0) end as acked_round,
             case when s.id = p_step.node_id then 9007199254740991 else coalesce(p.heard_at, -9007199254740991) end as heard_at
      from (select 1 as side, id from unnest(p_step.voters) id
            union all
            select 2, id from unnest(p_step.outgoing) id) s
      left join unnest(p_step.peers) p on p.peer_id = s.id
    ) v
    group by v.side
  ) q;
end
$$;
revoke all on function raft.quorum from public;

-- raft.quorum_match: what a majority of one set of voters holds
-- Parameters: p_step, the leader's; p_voters, the set. The leader counts itself only if it is among them, and with
--             parallel_append only for what is known to be on its disk; alone it waits for the disk itself.
-- Returns:    the highest log index that a majority has reached.
-- Source:     Figure 2, Rules for Servers, Leaders; paper 6; dissertation 10.2.1.
create or replace function raft.quorum_match(p_step raft.step, p_voters int[]) returns bigint
language plpgsql as $$
declare
  -- So many others have to hold what the leader holds too.
  v_others constant int := cardinality(p_voters) / 2 + (p_step.node_id <> all (p_voters))::int;
  v_match  bigint[];
begin
  if v_others = 0 then
    return p_step.last_log_index;
  end if;
  v_match := array(
    select p.match_index from unnest(p_step.peers) p where p.peer_id = any (p_voters) order by p.match_index desc);
  if p_step.parallel_append and p_step.stored_index < v_match[v_others] and p_step.node_id = any (p_voters) then
    -- What the leader may not count itself for takes one other more.
    return greatest(p_step.stored_index, v_match[v_others + 1]);
  end if;
  return coalesce(v_match[v_others], 0);
end
$$;
revoke all on function raft.quorum_match from public;
