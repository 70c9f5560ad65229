package io.raftarium.sql.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.sql.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Whatever happens, a step that changed what is persistent is on disk before its actions leave, and
 * no other step waits for the disk.
 */
class FlushTest {
  private static final int STEPS = 3_000;
  private static final int STEPS_TO_DISK = 250;

  /** All that Figure 2 calls persistent, the snapshot, and what keeps message ids unique. */
  private static final String PERSISTENT =
      """
      select concat_ws('|', s.current_term, coalesce(s.voted_for, 0), s.snapshot_index, s.snapshot_term, s.incarnation,
        (select md5(coalesce(string_agg(l::text, ',' order by l.log_index), '')) from raft.raft_log l where l.node_id = s.node_id),
        (select t::text from raft.raft_snapshot t where t.node_id = s.node_id),
        (select md5(coalesce(string_agg(c::text, ',' order by c.chunk), ''))
         from raft.raft_snapshot_chunk c where c.node_id = s.node_id and c.snapshot_index = s.snapshot_index),
        (select n::text from raft.raft_node n where n.node_id = s.node_id))
      from raft.raft_state s where s.node_id = ?\
      """;

  /**
   * The setting is that of the step's own transaction; all that the step wrote lies before the
   * position.
   */
  private static final String STEP =
      """
      select set_config('raft.durable', '', true), set_config('synchronous_commit', 'on', true), raft.process_raft_event(?, ?::jsonb) as result,
             current_setting('synchronous_commit') as commits, pg_current_wal_insert_lsn() as position\
      """;

  /** How many steps of an event waited, and how many did not. */
  private record Count(int waited, int went) {
    static Count sum(Count one, Count other) {
      return new Count(one.waited + other.waited, one.went + other.went);
    }
  }

  @Test
  void everyStepOfPersistentChangeWaitsForTheDiskAndNoOther() throws SQLException {
    Map<String, Count> counts = new TreeMap<>();
    RandomCluster cluster = new RandomCluster(15);
    try (Connection connection = TestDatabase.migrated().getConnection();
        PreparedStatement persistent = connection.prepareStatement(PERSISTENT);
        PreparedStatement step = connection.prepareStatement(STEP)) {
      create(connection);
      connection.setAutoCommit(false);
      for (int i = 0; i < STEPS; i++) {
        RandomCluster.Draw draw = cluster.draw();
        String before = rows(persistent, draw.node());
        step.setInt(1, draw.node());
        step.setString(2, draw.event().toString());
        try (ResultSet row = step.executeQuery()) {
          row.next();
          JsonNode result = Steps.JSON.readTree(row.getString("result"));
          cluster.took(draw.node(), result);
          boolean must = !before.equals(rows(persistent, draw.node()));
          assertThat(row.getString("commits"))
              .as("synchronous_commit of step %s: %s -> %s", i, draw, result)
              .isEqualTo(must ? "on" : "off");
          counts.merge(
              draw.event().path("type").asString(),
              new Count(must ? 1 : 0, must ? 0 : 1),
              Count::sum);
        }
        if (i % 200 == 0) {
          connection.commit();
        }
      }
      connection.commit();
    }
    System.out.println("steps that wait for the disk, and that do not: " + counts);
    assertThat(counts.keySet())
        .contains(
            "AppendEntries",
            "AppendEntriesReply",
            "ChangeConfig",
            "ClientRead",
            "ClientRequest",
            "ElectionTimeout",
            "HeartbeatTimeout",
            "InstallSnapshot",
            "InstallSnapshotReply",
            "RequestVote",
            "RequestVoteReply",
            "Start",
            "TakeSnapshot",
            "TimeoutNow",
            "TransferLeadership");
  }

  @Test
  void whatMustBeDurableIsOnDiskWhenTheCallReturns() throws SQLException {
    RandomCluster cluster = new RandomCluster(16);
    int waited = 0;
    int went = 0;
    int stillInMemory = 0;
    try (Connection connection = TestDatabase.migrated().getConnection();
        PreparedStatement flushed =
            connection.prepareStatement("select pg_current_wal_flush_lsn() >= ?::pg_lsn");
        PreparedStatement step = connection.prepareStatement(STEP)) {
      create(connection);
      for (int i = 0; i < STEPS_TO_DISK; i++) {
        RandomCluster.Draw draw = cluster.draw();
        step.setInt(1, draw.node());
        step.setString(2, draw.event().toString());
        try (ResultSet row = step.executeQuery()) {
          row.next();
          cluster.took(draw.node(), Steps.JSON.readTree(row.getString("result")));
          flushed.setString(1, row.getString("position"));
          boolean waits = row.getString("commits").equals("on");
          try (ResultSet answer = flushed.executeQuery()) {
            answer.next();
            boolean onDisk = answer.getBoolean(1);
            if (waits) {
              waited++;
              assertThat(onDisk).as("step %s is on disk: %s", i, draw).isTrue();
            } else {
              went++;
              stillInMemory += onDisk ? 0 : 1;
            }
          }
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d steps waited and were on disk; of %d others, %d were not yet%n",
        waited,
        went,
        stillInMemory);
    assertThat(waited).isGreaterThan(STEPS_TO_DISK / 10);
    // Else the check above could not fail: the server writes the log by itself a few times a
    // second.
    assertThat(stillInMemory).isGreaterThan(went / 3);
  }

  private static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : RandomCluster.creation()) {
        statement.execute(sql);
      }
    }
  }

  private static String rows(PreparedStatement query, int node) throws SQLException {
    query.setInt(1, node);
    try (ResultSet row = query.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }
}
