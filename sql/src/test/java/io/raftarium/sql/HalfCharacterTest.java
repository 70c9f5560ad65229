package io.raftarium.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Half a character of two cannot enter by an event: PostgreSQL's {@code jsonb} takes no escape of
 * one, nor of U+0000. Else two texts that differ would be stored as one.
 */
class HalfCharacterTest {
  @SuppressWarnings("NullAway.Init") // set before each test
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = TestDatabase.migrated().getConnection();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("select raft.create_node(1, '{1}')");
      statement.execute("select raft.process_raft_event(1, '{\"type\":\"ElectionTimeout\"}')");
    }
  }

  @AfterEach
  void close() throws SQLException {
    connection.rollback();
    connection.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\ud800",
        "\\udfff",
        "\\ud83d",
        "\\ude00",
        "\\ude00\\ud83d",
        "\\ud83d\\ud83d\\ude00",
        "\\ud83dx\\ude00",
        "x\\uDBFF",
        "\\u0000"
      })
  void isRefused(String half) throws SQLException {
    for (String command :
        new String[] {
          "{\"op\":\"put\",\"key\":\"k\",\"value\":\"%s\"}",
          "{\"op\":\"put\",\"key\":\"%s\",\"value\":1}",
          "{\"op\":\"put\",\"key\":\"k\",\"value\":{\"%s\":[1]}}",
          "{\"op\":\"append\",\"key\":\"k\",\"value\":\"%s\"}",
          "{\"op\":\"cas\",\"key\":\"k\",\"expect\":\"%s\",\"value\":1}"
        }) {
      String before = log();
      Savepoint mark = connection.setSavepoint();

      assertThatThrownBy(() -> put(command.replace("%s", half)))
          .as(command)
          .isInstanceOfSatisfying(
              SQLException.class,
              refusal -> assertThat(refusal.getSQLState()).isIn("22P02", "22P05"));

      connection.rollback(mark);
      assertThat(log()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud83d\\ude00", "\\uD800\\uDC00", "\\\\ud800", "\\ufffd"})
  void aWholeCharacterIsTaken(String whole) throws SQLException {
    put("{\"op\":\"put\",\"key\":\"k\",\"value\":\"" + whole + "\"}");

    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select value = ('\""
                    + whole
                    + "\"')::jsonb from raft.raft_kv where node_id = 1")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getBoolean(1)).isTrue();
    }
  }

  private void put(String command) throws SQLException {
    try (PreparedStatement step =
        connection.prepareStatement("select raft.process_raft_event(1, ?::jsonb)")) {
      step.setString(
          1,
          "{\"type\":\"ClientRequest\",\"requests\":[{\"request\":\"r\",\"command\":"
              + command
              + "}]}");
      step.execute();
    }
  }

  private String log() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) || ':' || max(l.log_index) || coalesce(max(l.command::text), '')"
                    + " from raft.raft_log l where l.node_id = 1")) {
      row.next();
      return row.getString(1);
    }
  }
}
