package io.raftarium.sim;

import io.raftarium.protocol.Configuration;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * A node's row of {@code raft.raft_state}.
 *
 * @param votedFor 0 for nobody
 * @param leader 0 for nobody
 */
record NodeRow(
    int node,
    long term,
    int votedFor,
    String role,
    int leader,
    long commitIndex,
    long lastApplied,
    long lastLogIndex,
    long lastLogTerm,
    long snapshotIndex,
    long snapshotTerm,
    Configuration config,
    long version) {

  static final String COLUMNS =
      """
      s.node_id, s.current_term, s.voted_for, s.role, s.leader_id, s.commit_index, s.last_applied, \
      s.last_log_index, s.last_log_term, s.snapshot_index, s.snapshot_term, s.voters, s.outgoing, \
      s.learners, s.version\
      """;

  boolean isLeader() {
    return role.equals("leader");
  }

  static NodeRow of(ResultSet row) throws SQLException {
    return new NodeRow(
        row.getInt("node_id"),
        row.getLong("current_term"),
        row.getInt("voted_for"),
        row.getString("role"),
        row.getInt("leader_id"),
        row.getLong("commit_index"),
        row.getLong("last_applied"),
        row.getLong("last_log_index"),
        row.getLong("last_log_term"),
        row.getLong("snapshot_index"),
        row.getLong("snapshot_term"),
        new Configuration(ids(row, "voters"), ids(row, "outgoing"), ids(row, "learners")),
        row.getLong("version"));
  }

  private static List<Integer> ids(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return List.of((Integer[]) array.getArray());
  }
}
