package io.raftarium.sql.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.sql.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Somebody sits in a transaction while a node takes its steps: no version of its row can be cleared
 * away meanwhile, and still a step must not pass them all.
 */
class OldSnapshotTest {
  private static final Pattern PAGES = Pattern.compile("Buffers: shared hit=(\\d+)");
  private static final String HEARTBEAT =
      "select raft.process_raft_event(1, '{\"type\":\"HeartbeatTimeout\"}')";
  private static final int COUNTED = 300;

  @Test
  void aStepTouchesAsManyPagesAsBefore() throws SQLException {
    pages(4_000);
  }

  @Test
  @Tag("soak")
  @Timeout(600)
  void alsoAfterAMinuteUnderLoad() throws SQLException {
    pages(60_000);
  }

  private static void pages(int steps) throws SQLException {
    PGSimpleDataSource database = TestDatabase.migrated();
    try (Connection observer = database.getConnection();
        Connection node = database.getConnection();
        Statement statement = node.createStatement()) {
      statement.execute("select raft.create_node(1, '{1}', '{2,3}')");
      statement.execute("select raft.process_raft_event(1, '{\"type\":\"Start\"}')");
      statement.execute("select raft.process_raft_event(1, '{\"type\":\"ElectionTimeout\"}')");
      double before = pagesAStep(statement);

      observer.setAutoCommit(false);
      observer.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try (Statement look = observer.createStatement()) {
        look.execute("select count(*) from raft.raft_state");
      }
      for (int i = 0; i < steps; i++) {
        statement.execute(HEARTBEAT);
      }
      double under = pagesAStep(statement);
      observer.rollback();

      System.out.printf(
          Locale.ROOT,
          "pages a step: %.1f, and %.1f after %d steps under an open snapshot%n",
          before,
          under,
          steps);
      assertThat(under).isLessThan(before * 2);
    }
  }

  /** The mean of so many steps that a generation of the row ends among them. */
  private static double pagesAStep(Statement statement) throws SQLException {
    long pages = 0;
    for (int i = 0; i < COUNTED; i++) {
      try (ResultSet row =
          statement.executeQuery("explain (analyze, buffers, costs off) " + HEARTBEAT)) {
        while (row.next()) {
          Matcher hit = PAGES.matcher(row.getString(1));
          if (hit.find()) {
            pages += Long.parseLong(hit.group(1));
            break;
          }
        }
      }
    }
    return (double) pages / COUNTED;
  }
}
