package io.raftarium.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateNodeTest {
  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Connection connection;

  @BeforeAll
  static void open() throws SQLException {
    connection = TestDatabase.migrated().getConnection();
    connection.setAutoCommit(false);
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  @Test
  void aNodeBeginsAsAFollowerWithItsConfigurationAndTheDefaults() throws SQLException {
    run("select raft.create_node(3, '{3,1,2}', '{5,4}')");
    assertThat(
            text(
                """
                select current_term || role || commit_index || last_log_index || voters::text || outgoing::text
                       || learners::text || version from raft.raft_state where node_id = 3
                """))
        .isEqualTo("0follower00{1,2,3}{}{4,5}0");
    assertThat(
            text(
                """
                select to_jsonb(s) @> '{"pre_vote":true, "check_quorum":true, "election_timeout_ms":1000, "heartbeat_interval_ms":100,
                  "max_append_entries":256, "max_inflight":64, "snapshot_threshold":10000, "snapshot_trailing":1000,
                  "durable_state_machine":true, "session_timeout_ms":3600000, "journal":"changes", "parallel_append":false}' from raft.raft_state s where node_id = 3
                """))
        .isEqualTo("t");
    connection.rollback();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0, '{1}' | id",
        "-1, '{1}' | id",
        "null, '{1}' | id",
        "1, '{}' | voter",
        "1, null | voter",
        "1, '{1,1}' | distinct",
        "1, '{0}' | positive",
        "1, '{1}', '{1}' | both",
        "1, '{1,null}' | distinct",
        "1, '{1}', '{}', '[]' | object",
        "1, '{1}', '{}', null | object",
        "1, '{1}', '{}', '{\"colour\":1}' | no such option",
        "1, '{1}', '{}', '{\"pre_vote\":1}' | pre_vote",
        "1, '{1}', '{}', '{\"election_timeout_ms\":0}' | election_timeout_ms",
        "1, '{1}', '{}', '{\"election_timeout_ms\":1.5}' | election_timeout_ms",
        "1, '{1}', '{}', '{\"election_timeout_ms\":\"1000\"}' | election_timeout_ms",
        "1, '{1}', '{}', '{\"max_inflight\":0}' | max_inflight",
        "1, '{1}', '{}', '{\"max_append_entries\":-5}' | max_append_entries",
        "1, '{1}', '{}', '{\"snapshot_threshold\":-1}' | snapshot_threshold",
        "1, '{1}', '{}', '{\"snapshot_trailing\":1e30}' | snapshot_trailing",
        "1, '{1}', '{}', '{\"session_timeout_ms\":null}' | session_timeout_ms",
        "1, '{1}', '{}', '{\"durable_state_machine\":\"true\"}' | durable_state_machine",
        "1, '{1}', '{}', '{\"journal\":\"some\"}' | journal",
        "1, '{1}', '{}', '{\"journal\":false}' | journal"
      },
      quoteCharacter = '`')
  void whatCannotBeIsRefused(String arguments, String told) throws SQLException {
    assertThatThrownBy(() -> run("select raft.create_node(" + arguments + ")"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22023"))
        .hasMessageContaining(told);
    connection.rollback();
  }

  @Test
  void aNodeIsCreatedOnce() throws SQLException {
    run("select raft.create_node(1, '{1}')");
    assertThatThrownBy(() -> run("select raft.create_node(1, '{1}')"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
    connection.rollback();
  }

  @Test
  void aDroppedNodeLeavesNothing() throws SQLException {
    run("select raft.create_node(1, '{1}', '{2}', '{\"journal\":\"all\"}')");
    run("select raft.process_raft_event(1, '{\"type\":\"ElectionTimeout\"}')");
    run(
        """
        select raft.process_raft_event(1, '{"type":"ClientRequest","requests":[{"request":"r","command":{"op":"register"}},
          {"request":"s","command":{"op":"put","key":"a","value":1}}]}')\
        """);
    run("select raft.process_raft_event(1, '{\"type\":\"TakeSnapshot\"}')");
    run("select raft.drop_node(1)");
    assertThat(
            text(
                """
                select string_agg(t.name, ' ') from (
                  select c.relname as name, (xpath('/row/n/text()', query_to_xml(
                    format('select count(*) as n from raft.%I', c.relname), false, true, '')))[1]::text::int as rows
                  from pg_class c where c.relnamespace = 'raft'::regnamespace and c.relkind = 'r') t
                where t.rows > 0
                """))
        .isEqualTo("null");
    assertThatThrownBy(() -> run("select raft.drop_node(1)"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("RF002"));
    connection.rollback();
  }

  private static void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }
}
