-- raft_check: Raft's invariants as views over the rows of all nodes
-- Purpose:    each view lists what breaks a promise, one row a breach, and is empty while all is well. They know the tables
--             and the paper, nothing of the functions. What needs the past (no two leaders of one term at different times,
--             nothing goes back) cannot be seen in rows: the simulator and the laboratory watch that step by step.
-- Columns:    what, the breach in words.
-- Tables:     reads raft.raft_state, raft.raft_node, raft.raft_log, raft.raft_peer, raft.raft_kv, raft.raft_session.
-- Source:     Figure 3.
create schema if not exists raft_check;

-- Election Safety: at most one leader in a term.
create or replace view raft_check.election_safety as
select format('nodes %s and %s both lead term %s', a.node_id, b.node_id, a.current_term) as what
from raft.raft_state a
join raft.raft_state b on b.current_term = a.current_term and b.node_id > a.node_id
where a.role = 'leader' and b.role = 'leader';

-- Log Matching: where two logs have an entry of one index and term, they are the same up to there.
create or replace view raft_check.log_matching as
with match as (
  select a.node_id as a, b.node_id as b, max(a.log_index) as log_index
  from raft.raft_log a
  join raft.raft_log b on b.log_index = a.log_index and b.term = a.term and b.node_id > a.node_id
  group by a.node_id, b.node_id
)
select format('nodes %s and %s agree at entry %s but differ at entry %s', m.a, m.b, m.log_index, x.log_index) as what
from match m
join raft.raft_log x on x.node_id = m.a and x.log_index <= m.log_index
join raft.raft_log y on y.node_id = m.b and y.log_index = x.log_index
where (x.term, x.kind, x.command) is distinct from (y.term, y.kind, y.command);

-- Leader Completeness: a leader of a term at least as high as that of a node has all that the node knows to be committed.
create or replace view raft_check.leader_completeness as
select format('node %s leads term %s without entry %s of term %s, committed at node %s',
              l.node_id, l.current_term, e.log_index, e.term, s.node_id) as what
from raft.raft_state l
join raft.raft_state s on s.node_id <> l.node_id and s.current_term <= l.current_term
join raft.raft_log e on e.node_id = s.node_id and e.log_index <= s.commit_index and e.log_index > l.snapshot_index
left join raft.raft_log h on h.node_id = l.node_id and h.log_index = e.log_index
where l.role = 'leader' and h.term is distinct from e.term;

-- State Machine Safety: what two nodes have committed at one index is the same entry.
create or replace view raft_check.state_machine_safety as
select format('entry %s is committed as %s at node %s and as %s at node %s',
              a.log_index, (a.term, a.kind, a.command), a.node_id, (b.term, b.kind, b.command), b.node_id) as what
from raft.raft_log a
join raft.raft_state sa on sa.node_id = a.node_id and sa.commit_index >= a.log_index
join raft.raft_log b on b.log_index = a.log_index and b.node_id > a.node_id
join raft.raft_state sb on sb.node_id = b.node_id and sb.commit_index >= b.log_index
where (a.term, a.kind, a.command) is distinct from (b.term, b.kind, b.command);

-- Nodes that have applied the same entries have the same map and the same sessions; one that has ended by the log's own
-- time may still have its row.
create or replace view raft_check.same_state_machine as
with content as (
  select s.node_id, s.last_applied,
         (select coalesce(jsonb_object_agg(k.key, jsonb_build_array(k.value, k.log_index)), '{}')
          from raft.raft_kv k where k.node_id = s.node_id) as map,
         (select coalesce(jsonb_object_agg(c.client::text, jsonb_build_array(c.serial, c.answer, c.used_at)), '{}')
          from raft.raft_session c
          where c.node_id = s.node_id and c.used_at + s.session_timeout_ms > s.log_time) as sessions
  from raft.raft_state s
)
select format('nodes %s and %s have applied %s entries, but their %s differ: %s, %s', a.node_id, b.node_id, a.last_applied,
              case when a.map <> b.map then 'maps' else 'sessions' end,
              left(case when a.map <> b.map then a.map else a.sessions end::text, 500),
              left(case when a.map <> b.map then b.map else b.sessions end::text, 500)) as what
from content a
join content b on b.last_applied = a.last_applied and b.node_id > a.node_id
where a.map <> b.map or a.sessions <> b.sessions;

-- A row of raft.raft_state tells the truth about the node's log.
create or replace view raft_check.row_and_log as
with log as (
  select l.node_id, min(l.log_index) as first, max(l.log_index) as last, count(*) as entries, max(l.term) as term
  from raft.raft_log l
  group by l.node_id
)
select format('node %s: %s', s.node_id, f.fault) as what
from raft.raft_state s
left join log l on l.node_id = s.node_id
left join raft.raft_log e on e.node_id = s.node_id and e.log_index = s.last_log_index
cross join lateral (values
  (case when not (s.snapshot_index <= s.last_applied and s.last_applied <= s.commit_index
                  and s.commit_index <= s.last_log_index)
     then format('snapshot %s, applied %s, committed %s, last %s are out of order',
                 s.snapshot_index, s.last_applied, s.commit_index, s.last_log_index) end),
  (case when l.last - l.first + 1 <> l.entries or l.first > s.snapshot_index + 1 then 'the log has a gap' end),
  (case when greatest(coalesce(l.last, 0), s.snapshot_index) <> s.last_log_index
     then format('the log ends at %s, the row says %s', l.last, s.last_log_index) end),
  (case when coalesce(e.term, s.snapshot_term) <> s.last_log_term
     then format('the last term is %s, the row says %s', coalesce(e.term, s.snapshot_term), s.last_log_term) end),
  (case when l.term > s.current_term then format('an entry of term %s in term %s', l.term, s.current_term) end),
  (case when exists (
     select from (select x.term < lag(x.term) over (order by x.log_index) as falls
                  from raft.raft_log x where x.node_id = s.node_id) y where y.falls) then 'terms fall along the log' end)
) f (fault)
where f.fault is not null;

-- Configurations: one change at a time, a change of voters is joint, the newest in the log is in force.
create or replace view raft_check.configurations as
with config as (
  select l.node_id, l.log_index, l.term,
         array(select v::int from jsonb_array_elements_text(l.command -> 'voters') v order by 1) as voters,
         array(select v::int from jsonb_array_elements_text(l.command -> 'outgoing') v order by 1) as outgoing,
         array(select v::int from jsonb_array_elements_text(l.command -> 'learners') v order by 1) as learners
  from raft.raft_log l
  where l.kind = 'config'
), step as (
  select c.*, lag(c.log_index) over w as before_index, lag(c.voters) over w as before_voters,
         lag(c.outgoing) over w as before_outgoing, lead(c.log_index) over w as next_index
  from config c
  window w as (partition by c.node_id order by c.log_index)
)
select format('node %s: configuration %s (%s, outgoing %s) follows (%s, outgoing %s)', s.node_id, s.log_index,
              s.voters, s.outgoing, s.before_voters, s.before_outgoing) as what
from step s
where s.before_index is not null
  and case when s.outgoing <> '{}' then s.before_outgoing <> '{}' or s.outgoing <> s.before_voters
           else s.voters <> s.before_voters end
union all
-- A new leader may not know yet what is committed; but what it appends itself, it appends knowing that.
select format('leader %s has two configurations that are not committed, %s and %s', n.node_id, s.before_index, s.log_index)
from raft.raft_state n
join step s on s.node_id = n.node_id and s.before_index > n.commit_index and s.term = n.current_term
where n.role = 'leader'
union all
select format('node %s: configuration %s is the newest in the log, but (%s, outgoing %s, learners %s) is in force',
              n.node_id, s.log_index, n.voters, n.outgoing, n.learners)
from raft.raft_state n
join step s on s.node_id = n.node_id and s.next_index is null and s.log_index > n.snapshot_index
where (n.voters, n.outgoing, n.learners) is distinct from (s.voters, s.outgoing, s.learners);

-- A leader knows its peers: what it counts as matching is in the peer's log, and it sends nothing at or below that. A peer
-- of a higher term may have cut it, following another leader.
create or replace view raft_check.peers as
select case when p.next_index <= p.match_index
         then format('leader %s would send entry %s to node %s, which matches up to %s',
                     l.node_id, p.next_index, p.peer_id, p.match_index)
         else format('leader %s of term %s counts on entry %s at node %s, which has not got it',
                     l.node_id, l.current_term, p.match_index, p.peer_id)
       end as what
from raft.raft_state l
join raft.raft_peer p on p.node_id = l.node_id
join raft.raft_state s on s.node_id = p.peer_id
left join raft.raft_log a on a.node_id = l.node_id and a.log_index = p.match_index
left join raft.raft_log b on b.node_id = s.node_id and b.log_index = p.match_index
where l.role = 'leader'
  and (p.next_index <= p.match_index
       or s.current_term = l.current_term and p.match_index > s.snapshot_index and p.match_index > l.snapshot_index
          and a.term is distinct from b.term);

-- All of them: invariant, what.
create or replace view raft_check.violation as
select 'election safety' as invariant, v.what from raft_check.election_safety v
union all select 'log matching', v.what from raft_check.log_matching v
union all select 'leader completeness', v.what from raft_check.leader_completeness v
union all select 'state machine safety', v.what from raft_check.state_machine_safety v
union all select 'same state machine', v.what from raft_check.same_state_machine v
union all select 'row and log', v.what from raft_check.row_and_log v
union all select 'configurations', v.what from raft_check.configurations v
union all select 'peers', v.what from raft_check.peers v;

do $$
begin
  if exists (select from pg_catalog.pg_roles r where r.rolname = 'raft_observer') then
    grant usage on schema raft_check to raft_observer;
    grant select on all tables in schema raft_check to raft_observer;
  end if;
end
$$;
