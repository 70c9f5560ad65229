package io.raftarium.lab;

import io.raftarium.database.ConnectionSource;
import io.raftarium.protocol.WholeEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a laboratory's database holds now of logs and snapshots: entries and snapshots never change,
 * so what it has of an earlier moment is as it was then.
 *
 * @param entries of all logs, by node, each log in the order of its indexes
 * @param snapshots the newest of each node
 * @param sessions whether any client session is open
 */
public record Stored(List<Row> entries, List<Snapshot> snapshots, boolean sessions) {
  /** Where there is no database. */
  public static final Stored NOTHING = new Stored(List.of(), List.of(), false);

  private static final int MOST_ENTRIES = 200_000;

  /** A row of {@code raft.raft_log}. */
  record Row(int node, long index, WholeEntry entry) {}

  /**
   * A snapshot.
   *
   * @param config the configuration as of its end
   * @param chunks its content as it travels
   */
  record Snapshot(long index, long term, JsonNode config, long logTime, List<JsonNode> chunks) {}

  /** Everything that a database has. */
  static Stored read(ConnectionSource source) throws SQLException {
    try (Connection connection = source.open("raftarium branch")) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      Stored stored = new Stored(entries(connection), snapshots(connection), sessions(connection));
      connection.rollback();
      return stored;
    }
  }

  private static List<Row> entries(Connection connection) throws SQLException {
    List<Row> entries = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            select node_id, log_index, term, kind, command, at, client, serial
              from raft.raft_log
             order by node_id, log_index
             limit ?
            """)) {
      query.setInt(1, MOST_ENTRIES + 1);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          entries.add(
              new Row(
                  row.getInt(1),
                  row.getLong(2),
                  new WholeEntry(
                      row.getLong(3),
                      row.getString(4),
                      json(row.getString(5)),
                      row.getObject(6, Long.class),
                      row.getObject(7, Long.class),
                      row.getObject(8, Long.class))));
        }
      }
    }
    if (entries.size() > MOST_ENTRIES) {
      throw new LabException(
          "The logs hold more than "
              + MOST_ENTRIES
              + " entries, which is too much to copy into a laboratory beside this one; let the"
              + " nodes take snapshots first.");
    }
    return entries;
  }

  private static List<Snapshot> snapshots(Connection connection) throws SQLException {
    List<Snapshot> snapshots = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select s.snapshot_index, s.snapshot_term, s.config, s.log_time,
                       array(select c.data::text
                               from raft.raft_snapshot_chunk c
                              where c.node_id = s.node_id and c.snapshot_index = s.snapshot_index
                              order by c.chunk)
                  from raft.raft_snapshot s
                 order by s.node_id
                """)) {
      while (row.next()) {
        List<JsonNode> chunks = new ArrayList<>();
        for (String chunk : (String[]) row.getArray(5).getArray()) {
          chunks.add(json(chunk));
        }
        snapshots.add(
            new Snapshot(
                row.getLong(1), row.getLong(2), json(row.getString(3)), row.getLong(4), chunks));
      }
    }
    return snapshots;
  }

  private static boolean sessions(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select exists (select from raft.raft_session)")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static JsonNode json(@Nullable String text) {
    return JsonMapper.shared().readTree(text == null ? "null" : text);
  }
}
