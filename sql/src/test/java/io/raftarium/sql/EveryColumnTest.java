package io.raftarium.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The state of a node is listed in several places: no column may be forgotten in one of them. */
class EveryColumnTest {
  /** What others read: a change of it raises the version and is in the journal. */
  private static final Set<String> SHOWN =
      Set.of(
          "current_term",
          "voted_for",
          "role",
          "leader_id",
          "commit_index",
          "last_applied",
          "last_log_index",
          "last_log_term",
          "snapshot_index",
          "snapshot_term",
          "voters",
          "outgoing",
          "learners",
          "votes_granted",
          "votes_refused",
          "transfer_target");

  /** Given when a node is created; no step changes them. */
  private static final Set<String> OPTIONS =
      Set.of(
          "pre_vote",
          "check_quorum",
          "election_timeout_ms",
          "heartbeat_interval_ms",
          "max_append_entries",
          "max_inflight",
          "snapshot_threshold",
          "snapshot_trailing",
          "durable_state_machine",
          "session_timeout_ms",
          "journal",
          "parallel_append");

  /** Counted by the step itself. */
  private static final Set<String> COUNTED = Set.of("steps", "version", "generation");

  record Column(String name, String type) {
    /** A value that no fresh node has, as JSON. */
    String other() {
      return switch (type) {
        case "bigint", "integer" -> "700";
        case "boolean" -> "true";
        case "ARRAY" -> name.equals("peers") ? "[{\"peer_id\": 700}]" : "[1, 2, 700]";
        default -> name.equals("role") ? "\"candidate\"" : "\"other\"";
      };
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @SuppressWarnings("NullAway.Init") // set before the columns are asked for
  private static PGSimpleDataSource database;

  static Stream<Column> columns() throws SQLException {
    List<Column> columns = new ArrayList<>();
    database = TestDatabase.migrated();
    try (Connection node = database.getConnection();
        Statement statement = node.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select column_name, data_type from information_schema.columns"
                    + " where table_schema = 'raft' and table_name = 'raft_state'"
                    + " and column_name <> 'node_id' order by ordinal_position")) {
      while (row.next()) {
        if (!OPTIONS.contains(row.getString(1)) && !row.getString(1).equals("generation")) {
          columns.add(new Column(row.getString(1), row.getString(2)));
        }
      }
    }
    return columns.stream();
  }

  @ParameterizedTest
  @MethodSource("columns")
  void whatAStepChangesIsWrittenAndReadByTheNext(Column column) throws SQLException {
    try (Connection node = database.getConnection();
        Statement statement = node.createStatement()) {
      // Never committed: the next column finds the database empty.
      node.setAutoCommit(false);
      statement.execute("select raft.create_node(1, '{1,2,3}')");
      Map<String, String> before = row(statement);
      String other = "{\"" + column.name + "\": " + column.other() + "}";
      try (PreparedStatement save =
          node.prepareStatement(
              "select raft.save_step(b, jsonb_populate_record(b, ?::jsonb), '{\"type\": \"Test\"}')"
                  + " from raft.lock_node(1) b")) {
        save.setString(1, other);
        save.execute();
      }
      Map<String, String> after = row(statement);
      Map<String, String> differs = new TreeMap<>(after);
      differs.entrySet().removeIf(entry -> entry.getValue().equals(before.get(entry.getKey())));

      assertThat(after.get(column.name)).isEqualTo(text(column));
      differs.keySet().removeAll(COUNTED);
      assertThat(differs.keySet())
          .isEqualTo(COUNTED.contains(column.name) ? Set.of() : Set.of(column.name));
      boolean shown = SHOWN.contains(column.name);
      assertThat(journal(statement)).isEqualTo(shown ? column.name : null);
      if (!column.name.equals("version")) {
        assertThat(after.get("version")).isEqualTo(shown ? "1" : "0");
      }
      // The next step begins with it.
      String read =
          one(
              statement,
              String.format(
                  Locale.ROOT,
                  "select jsonb_strip_nulls(to_jsonb(b)) ->> '%s' from raft.lock_node(1) b",
                  column.name));
      assertThat(read).isEqualTo(column.name.equals("steps") ? "701" : text(column));
    }
  }

  private static String text(Column column) {
    return column.name.equals("peers") ? column.other() : column.other().replace("\"", "");
  }

  private static Map<String, String> row(Statement statement) throws SQLException {
    Map<String, String> columns = new TreeMap<>();
    try (ResultSet row =
        statement.executeQuery(
            "select key, coalesce(value, 'null') from raft.raft_state s, jsonb_each_text(jsonb_strip_nulls(to_jsonb(s)))"
                + " where s.node_id = 1")) {
      while (row.next()) {
        columns.put(row.getString(1), row.getString(2));
      }
    }
    return columns;
  }

  /** The columns that the journal names, or null where it has no step. */
  private static @Nullable String journal(Statement statement) throws SQLException {
    return one(
        statement,
        "select string_agg(k, ',') from raft.raft_journal j, jsonb_object_keys(j.changed) k"
            + " where j.node_id = 1");
  }

  private static @Nullable String one(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
