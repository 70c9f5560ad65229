package io.raftarium.observe;

import io.raftarium.protocol.Configuration;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Role;
import io.raftarium.view.KeyValue;
import io.raftarium.view.NodeState;
import io.raftarium.view.NodeView;
import io.raftarium.view.PeerView;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A node's row of {@code raft.raft_state} with its reads that wait. */
record StateRow(NodeState state, SortedMap<String, String> reads) {
  static final String SELECT =
      """
      select node_id, version, current_term, voted_for, role, leader_id, commit_index, last_applied,
             last_log_index, last_log_term, snapshot_index, snapshot_term, voters, outgoing, learners,
             votes_granted, votes_refused, transfer_target, config_index,
             coalesce(incoming_index, 0) as incoming_index, incoming_chunk,
             array(select r.request from raft.raft_read r where r.node_id = s.node_id order by r.request)
               as read_requests,
             array(select r.key from raft.raft_read r where r.node_id = s.node_id order by r.request)
               as read_keys,
             clock_timestamp() as read_at
        from raft.raft_state s
       order by node_id
      """;

  static StateRow of(ResultSet row) throws SQLException {
    NodeState state =
        new NodeState(
            row.getInt("node_id"),
            row.getLong("version"),
            row.getLong("current_term"),
            row.getObject("voted_for", Integer.class),
            Role.of(row.getString("role")),
            row.getObject("leader_id", Integer.class),
            new NodeState.Places(
                row.getLong("commit_index"),
                row.getLong("last_applied"),
                row.getLong("last_log_index"),
                row.getLong("last_log_term"),
                row.getLong("snapshot_index"),
                row.getLong("snapshot_term")),
            new Configuration(
                ids(row.getArray("voters")),
                ids(row.getArray("outgoing")),
                ids(row.getArray("learners"))),
            row.getLong("config_index"),
            new NodeState.UnderWay(
                ids(row.getArray("votes_granted")),
                ids(row.getArray("votes_refused")),
                row.getObject("transfer_target", Integer.class),
                row.getLong("incoming_index"),
                row.getInt("incoming_chunk")));
    return new StateRow(state, reads(row.getArray("read_requests"), row.getArray("read_keys")));
  }

  NodeView with(
      List<LogEntry> log,
      SortedMap<Integer, PeerView> peers,
      SortedMap<String, KeyValue> keyValues,
      SortedMap<String, Long> pending,
      @Nullable JournalEntry lastStep) {
    return new NodeView(state, log, peers, keyValues, pending, reads, lastStep);
  }

  /** What waits for a round: a step that only begins or ends one leaves the version as it is. */
  private static SortedMap<String, String> reads(Array requests, Array keys) throws SQLException {
    String[] request = (String[]) requests.getArray();
    String[] key = (String[]) keys.getArray();
    TreeMap<String, String> reads = new TreeMap<>();
    for (int i = 0; i < request.length; i++) {
      reads.put(request[i], key[i]);
    }
    return Collections.unmodifiableSortedMap(reads);
  }

  private static List<Integer> ids(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((Integer[]) array.getArray());
  }
}
