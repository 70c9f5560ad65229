package io.raftarium.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What a node's rows say at one moment.
 *
 * @param votedFor 0 for nobody
 * @param log the key that each entry still in the log puts, by log index; empty for other entries
 * @param keys the log index that wrote each key of the state machine
 */
record NodeRows(
    long currentTerm,
    int votedFor,
    long commitIndex,
    long lastApplied,
    long lastLogIndex,
    long snapshotIndex,
    Map<Long, String> log,
    Map<String, Long> keys) {

  static NodeRows read(Connection connection, int node) throws SQLException {
    Map<Long, String> log = new TreeMap<>();
    Map<String, Long> keys = new TreeMap<>();
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    each(
        connection,
        node,
        "select coalesce(command ->> 'key', '') as key, log_index from raft.raft_log where node_id = ?",
        (key, index) -> log.put(index, key));
    each(
        connection,
        node,
        "select key, log_index from raft.raft_kv where node_id = ?",
        (key, index) -> keys.put(key, index));
    try (PreparedStatement query =
        connection.prepareStatement("select * from raft.raft_state where node_id = ?")) {
      query.setInt(1, node);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new NodeRows(
            row.getLong("current_term"),
            row.getInt("voted_for"),
            row.getLong("commit_index"),
            row.getLong("last_applied"),
            row.getLong("last_log_index"),
            row.getLong("snapshot_index"),
            log,
            keys);
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** Whether the node still has what an acknowledged entry did: in its log, or applied. */
  boolean holds(long index, String key) {
    return key.equals(log.get(index)) || Long.valueOf(index).equals(keys.get(key));
  }

  /** Fails if the rows contradict one another, as only a torn step could leave them. */
  void check(int node) {
    assertThat(commitIndex).as("commit of %s", node).isBetween(snapshotIndex, lastLogIndex);
    assertThat(lastApplied).as("applied of %s", node).isBetween(snapshotIndex, commitIndex);
    long end = log.keySet().stream().mapToLong(Long::longValue).max().orElse(snapshotIndex);
    assertThat(end).as("end of the log of node %s", node).isEqualTo(lastLogIndex);
    long first = log.keySet().stream().mapToLong(Long::longValue).min().orElse(end + 1);
    assertThat((long) log.size())
        .as("a gap in the log of node %s", node)
        .isEqualTo(end - first + 1);
    log.forEach((index, key) -> {
      if (!key.isEmpty()) {
        assertThat(keys.containsKey(key))
            .as("entry %s of node %s is in its map, applied to %s", index, node, lastApplied)
            .isEqualTo(index <= lastApplied);
      }
    });
    assertThat(keys.values()).as("map of %s", node).allMatch(index -> index <= lastApplied);
  }

  private static void each(
      Connection connection, int node, String sql, BiConsumer<String, Long> row)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setInt(1, node);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          row.accept(rows.getString(1), rows.getLong(2));
        }
      }
    }
  }
}
