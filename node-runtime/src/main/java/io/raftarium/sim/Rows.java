package io.raftarium.sim;

import io.raftarium.protocol.Configuration;
import io.raftarium.protocol.Role;
import io.raftarium.view.NodeState;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Reads of {@code raft.raft_state} what the promises speak of. */
final class Rows {
  static final String COLUMNS =
      """
      s.node_id, s.current_term, s.voted_for, s.role, s.leader_id, s.commit_index, s.last_applied, \
      s.last_log_index, s.last_log_term, s.snapshot_index, s.snapshot_term, s.voters, s.outgoing, \
      s.learners, s.version\
      """;

  private Rows() {}

  static NodeState state(ResultSet row) throws SQLException {
    return new NodeState(
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
        new Configuration(ids(row, "voters"), ids(row, "outgoing"), ids(row, "learners")),
        0,
        NodeState.UnderWay.NOTHING);
  }

  private static List<Integer> ids(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return List.of((Integer[]) array.getArray());
  }
}
