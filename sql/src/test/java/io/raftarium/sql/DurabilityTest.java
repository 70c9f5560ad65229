package io.raftarium.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Which steps wait for the disk. */
class DurabilityTest {
  private static final int STEPS = 100;
  private static final String HEARTBEAT =
      "select raft.process_raft_event(1, '{\"type\":\"HeartbeatTimeout\"}')";
  private static final String PUT =
      """
      select raft.process_raft_event(1, '{"type":"ClientRequest","requests":[
        {"request":"r","command":{"op":"put","key":"a","value":1}}]}')\
      """;

  @Test
  void onlyStepsOfPersistentChangeWaitForTheDisk() throws SQLException {
    try (Connection connection = TestDatabase.migrated().getConnection();
        Statement statement = connection.createStatement()) {
      assertThat(setting(statement, "fsync")).isEqualTo("on");
      assertThat(setting(statement, "synchronous_commit")).isEqualTo("on");
      statement.execute("select raft.create_node(1, '{1}', '{2,3,4,5}', '{\"journal\":\"all\"}')");
      statement.execute("select raft.process_raft_event(1, '{\"type\":\"Start\"}')");
      statement.execute("select raft.process_raft_event(1, '{\"type\":\"ElectionTimeout\"}')");

      long before = flushes(statement);
      for (int i = 0; i < STEPS; i++) {
        statement.execute(HEARTBEAT);
      }
      assertThat(flushes(statement) - before)
          .as("flushes by heartbeats")
          .isLessThanOrEqualTo(perBackend(statement) ? 0 : STEPS / 10);

      before = flushes(statement);
      for (int i = 0; i < STEPS; i++) {
        statement.execute(PUT);
      }
      assertThat(flushes(statement) - before)
          .as("flushes by commits")
          .isGreaterThanOrEqualTo(STEPS);
    }
  }

  @Test
  void aStepOfPersistentChangeIsDurableAfterOneThatWasNotInTheSameTransaction()
      throws SQLException {
    try (Connection connection = TestDatabase.migrated().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select raft.create_node(1, '{1}')");
      connection.setAutoCommit(false);
      statement.execute("select raft.process_raft_event(1, '{\"type\":\"HeartbeatTimeout\"}')");
      assertThat(setting(statement, "synchronous_commit")).isEqualTo("off");
      statement.execute("select raft.process_raft_event(1, '{\"type\":\"ElectionTimeout\"}')");
      assertThat(setting(statement, "synchronous_commit")).isEqualTo("on");
      connection.rollback();
      assertThat(setting(statement, "synchronous_commit")).isEqualTo("on");
    }
  }

  @Test
  void aStepOfPersistentChangeStaysDurableBeforeOneThatIsNotInTheSameTransaction()
      throws SQLException {
    try (Connection connection = TestDatabase.migrated().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select raft.create_node(1, '{1}')");
      connection.setAutoCommit(false);
      statement.execute("select raft.process_raft_event(1, '{\"type\":\"ElectionTimeout\"}')");
      statement.execute("select raft.process_raft_event(1, '{\"type\":\"ElectionTimeout\"}')");
      assertThat(setting(statement, "synchronous_commit")).isEqualTo("on");
      connection.commit();
      // The next transaction begins anew.
      statement.execute("select raft.process_raft_event(1, '{\"type\":\"ElectionTimeout\"}')");
      assertThat(setting(statement, "synchronous_commit")).isEqualTo("off");
    }
  }

  @Test
  void aLeaderMayWriteItsDiskBesideTheFollowersButNotAlone() throws SQLException {
    try (Connection connection = TestDatabase.migrated().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int voters : new int[] {1, 3}) {
        for (boolean parallel : new boolean[] {false, true}) {
          statement.execute(
              String.format(
                  Locale.ROOT,
                  "select raft.create_node(1, '%s', '{}',"
                      + " '{\"pre_vote\":false, \"parallel_append\":%s}')",
                  voters == 1 ? "{1}" : "{1,2,3}",
                  parallel));
          statement.execute("select raft.process_raft_event(1, '{\"type\":\"ElectionTimeout\"}')");
          if (voters == 3) {
            statement.execute(
                "select raft.process_raft_event(1, '{\"type\":\"RequestVoteReply\", \"id\":\"x\","
                    + " \"from\":2, \"to\":1, \"term\":1, \"vote_term\":1,"
                    + " \"vote_granted\":true, \"pre_vote\":false}')");
          }
          connection.commit();
          statement.execute(PUT);
          assertThat(setting(statement, "synchronous_commit"))
              .as("%d voters, parallel_append %s", voters, parallel)
              .isEqualTo(parallel && voters == 3 ? "off" : "on");
          connection.rollback();
          statement.execute("select raft.drop_node(1)");
          connection.commit();
        }
      }
    }
  }

  /**
   * How often the log was flushed to disk: by this session alone from PostgreSQL 18 on. Before,
   * only the whole server can be asked, whose background flushes as well, a few times a second.
   */
  private static long flushes(Statement statement) throws SQLException {
    statement.execute("select pg_stat_force_next_flush()");
    return number(
        statement,
        perBackend(statement)
            ? "select coalesce(sum(fsyncs), 0) from pg_stat_get_backend_io(pg_backend_pid()) where object = 'wal'"
            : "select wal_sync from pg_stat_wal");
  }

  private static boolean perBackend(Statement statement) throws SQLException {
    return number(statement, "select current_setting('server_version_num')::int") >= 180000;
  }

  private static String setting(Statement statement, String name) throws SQLException {
    try (ResultSet row = statement.executeQuery("show " + name)) {
      row.next();
      return row.getString(1);
    }
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
