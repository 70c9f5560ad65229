package io.raftarium.app.console;

import io.raftarium.app.words.Texts;
import java.util.List;

/** A question that is often asked. */
record SavedQuery(String name, String sql) {
  /** All of them, in the order of their menu. */
  static final List<SavedQuery> ALL =
      List.of(
          new SavedQuery(
              Texts.mark("Nodes"),
              """
              select node_id, role, current_term, voted_for, leader_id, commit_index, last_log_index
              from raft.raft_state
              order by node_id\
              """),
          new SavedQuery(
              Texts.mark("Terms and their leaders"),
              """
              select t.term, l.leader, to_char(t.began, 'HH24:MI:SS.MS') as began
              from (
                select (changed ->> 'current_term')::bigint as term, min(at) as began
                from raft.raft_journal
                where changed ? 'current_term'
                group by 1
              ) t
              left join (
                select distinct (event ->> 'term')::bigint as term, (event ->> 'from')::int as leader
                from raft.raft_journal
                where event ->> 'type' = 'AppendEntries'
              ) l using (term)
              order by t.term desc\
              """),
          new SavedQuery(
              Texts.mark("Who voted for whom"),
              """
              select coalesce(changed ->> 'current_term', event ->> 'term')::bigint as term,
                     (changed ->> 'voted_for')::int as candidate,
                     string_agg('S' || node_id, ', ' order by node_id) as voters
              from raft.raft_journal
              where changed ->> 'voted_for' is not null
              group by 1, 2
              order by 1 desc, 2\
              """),
          new SavedQuery(
              Texts.mark("Messages by kind"),
              """
              -- in steps that changed something: others are not in the journal
              select m ->> 'type' as kind, count(*) as sent
              from raft.raft_journal, jsonb_array_elements(actions -> 'send_rpc') m
              group by 1
              order by 2 desc\
              """),
          new SavedQuery(
              Texts.mark("Messages from whom to whom"),
              """
              select 'S' || node_id || ' to S' || (m ->> 'to') as link, count(*) as sent
              from raft.raft_journal, jsonb_array_elements(actions -> 'send_rpc') m
              group by 1
              order by 1\
              """),
          new SavedQuery(
              Texts.mark("Commit latency"),
              """
              -- from the step that appended an entry to the one that committed it, at its leader
              select a.log_index, round((extract(epoch from c.at - a.at) * 1000)::numeric, 1) as ms
              from (
                select node_id, at, (changed ->> 'last_log_index')::bigint as log_index
                from raft.raft_journal
                where event ->> 'type' = 'ClientRequest' and changed ? 'last_log_index'
                order by at desc
                limit 40
              ) a
              cross join lateral (
                select min(j.at) as at
                from raft.raft_journal j
                where j.node_id = a.node_id and j.at >= a.at
                  and (j.changed ->> 'commit_index')::bigint >= a.log_index
              ) c
              where c.at is not null
              order by a.log_index\
              """),
          new SavedQuery(
              Texts.mark("Logs side by side"),
              """
              select log_index, string_agg('S' || node_id || ' t' || term, '  ' order by node_id) as nodes,
                     count(distinct term) as terms
              from raft.raft_log
              group by 1
              order by 1 desc\
              """),
          new SavedQuery(
              Texts.mark("State machines side by side"),
              """
              select key, value, string_agg('S' || node_id, ', ' order by node_id) as nodes
              from raft.raft_kv
              group by 1, 2
              order by 1\
              """),
          new SavedQuery(
              Texts.mark("How often rules ran"),
              """
              select rule, count(*) as steps
              from raft.raft_journal, unnest(rules) rule
              group by 1
              order by 2 desc\
              """),
          new SavedQuery(
              Texts.mark("Steps by event"),
              """
              select event ->> 'type' as event, count(*) as steps
              from raft.raft_journal
              group by 1
              order by 2 desc\
              """),
          new SavedQuery(
              Texts.mark("What a leader knows of its peers"),
              """
              select node_id as leader, peer_id, next_index, match_index, probing, inflight
              from raft.raft_peer
              order by 1, 2\
              """),
          new SavedQuery(
              Texts.mark("Broken promises"),
              """
              -- no row is a good sign
              select invariant, what
              from raft_check.violation\
              """),
          new SavedQuery(
              Texts.mark("Room on the disk"),
              """
              select relname as name, pg_total_relation_size(oid) / 1024 as kilobytes
              from pg_class
              where relnamespace = 'raft'::regnamespace and relkind = 'r'
              order by 2 desc\
              """));
}
