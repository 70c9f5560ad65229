package io.raftarium.sql;

import io.raftarium.sql.ScenarioRun.Taken;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What a scenario's steps did, a line each: the rules that ran, whether the step waits for the
 * disk, whether others see a change, what it sent, answered and asked of the timers; and in the end
 * what stands in each node's tables.
 */
final class Transcript {
  private static final String STATE =
      """
      select concat_ws(' ', s.node_id || ':', s.role, 'term', s.current_term, 'vote', coalesce(s.voted_for::text, 'none'),
        'leader', coalesce(s.leader_id::text, 'none'), 'commit', s.commit_index, 'applied', s.last_applied,
        'last', s.last_log_index || '@' || s.last_log_term, 'snapshot', s.snapshot_index || '@' || s.snapshot_term,
        'config', s.voters, s.outgoing, s.learners, 'of', s.config_index,
        'incoming', coalesce(s.incoming_index::text, 'none'), 'votes', s.votes_granted, s.votes_refused,
        'transfer', coalesce(s.transfer_target::text, 'none'),
        'peers', (select coalesce(string_agg(concat_ws('/', p.peer_id, p.next_index, p.match_index), ' ' order by p.peer_id), 'none')
                  from raft.raft_peer p where p.node_id = s.node_id),
        'waiting', (select count(*) from raft.raft_pending d where d.node_id = s.node_id),
        'reads', (select count(*) from raft.raft_read r where r.node_id = s.node_id),
        'stored', s.stored_index,
        'sessions', (select coalesce(string_agg(concat_ws('/', c.client, c.serial, c.used_at), ' ' order by c.client), 'none')
                     from raft.raft_session c where c.node_id = s.node_id),
        'map', (select coalesce(string_agg(concat(left(k.key, 8), '@', k.log_index), ' ' order by k.key), 'empty')
                from raft.raft_kv k where k.node_id = s.node_id),
        'saved', coalesce((select concat_ws('/', n.snapshot_index, n.snapshot_term, n.log_time, n.config,
                                   (select count(*) from raft.raft_snapshot_chunk h where h.node_id = n.node_id))
                           from raft.raft_snapshot n where n.node_id = s.node_id), 'nothing'),
        'journal', (select count(*) from raft.raft_journal j where j.node_id = s.node_id))
      from raft.raft_state s order by s.node_id
      """;

  private Transcript() {}

  /** Carries a scenario out twice, and takes both back. */
  static List<String> of(Connection connection, Scenario scenario) throws SQLException {
    List<String> lines = new ArrayList<>();
    // Where only changes are journalled, the version tells whether others see one.
    List<Taken> changes = taken(connection, scenario, "changes", lines);
    lines.clear();
    List<Taken> all = taken(connection, scenario, "all", lines);
    List<String> transcript = new ArrayList<>();
    Map<Integer, Long> versions = new TreeMap<>();
    for (int i = 0; i < all.size(); i++) {
      Taken step = all.get(i);
      Taken same = i < changes.size() ? changes.get(i) : step;
      Long before = versions.put(step.node(), same.version());
      transcript.add(line(step, same.version() > (before == null ? 0 : before)));
    }
    transcript.addAll(lines);
    return transcript;
  }

  private static List<Taken> taken(
      Connection connection, Scenario scenario, String journal, List<String> state)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    ScenarioRun run = new ScenarioRun(connection, false, journal);
    try {
      run.run(scenario);
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(STATE)) {
        while (row.next()) {
          state.add("= " + row.getString(1));
        }
      }
    } finally {
      connection.rollback(before);
    }
    return run.taken();
  }

  private static String line(Taken step, boolean seen) {
    String head = step.node() + " " + step.event().path("type").asString("?");
    if (!step.error().isEmpty()) {
      return head + ": " + step.error();
    }
    return head
        + ": "
        + step.rules()
        + (seen ? "; seen" : "")
        + (step.durable() ? "; disk" : "")
        + list("; timers ", step.result().path("timers").toString().replaceAll("[{}\"]", ""))
        + list(
            "; sends ",
            step.result()
                .path("send_rpc")
                .valueStream()
                .map(Transcript::message)
                .collect(Collectors.joining(", ")))
        + list(
            "; answers ",
            step.result()
                .path("replies")
                .valueStream()
                .map(reply ->
                    reply.path("request").asString() + " " + reply.path("status").asString())
                .collect(Collectors.joining(", ")));
  }

  private static String list(String name, String items) {
    return items.isEmpty() ? "" : name + items;
  }

  private static String message(JsonNode message) {
    String type = message.path("type").asString();
    return type
        + " "
        + message.path("to").asString(message.path("to").toString())
        + switch (type) {
          case "AppendEntries" ->
              " "
                  + message.path("prev_log_index")
                  + "+"
                  + message.path("entries").size()
                  + " c"
                  + message.path("leader_commit")
                  + " r"
                  + message.path("round");
          case "AppendEntriesReply" ->
              message.path("success").asBoolean(false)
                  ? " match " + message.path("match_index")
                  : " conflict "
                      + message.path("conflict_index")
                      + "@"
                      + message.path("conflict_term");
          case "RequestVoteReply" ->
              " "
                  + message.path("vote_term")
                  + (message.path("vote_granted").asBoolean(false) ? " yes" : " no");
          case "RequestVote" ->
              " "
                  + message.path("term")
                  + (message.path("pre_vote").asBoolean(false) ? " pre" : "");
          case "InstallSnapshot" ->
              " " + message.path("snapshot_index") + "." + message.path("chunk");
          case "InstallSnapshotReply" ->
              " " + message.path("snapshot_index") + "." + message.path("next_chunk");
          default -> "";
        };
  }
}
