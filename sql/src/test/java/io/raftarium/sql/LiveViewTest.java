package io.raftarium.sql;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.ds.PGSimpleDataSource;

/** What listeners are told, the version and the journal. */
class LiveViewTest {
  private static final String PUT =
      "{\"type\":\"ClientRequest\",\"requests\":[{\"request\":\"r\",\"command\":{\"op\":\"put\",\"key\":\"secret\",\"value\":1}}]}";
  private static final String TIMEOUT = "{\"type\":\"ElectionTimeout\"}";

  @SuppressWarnings("NullAway.Init") // set before each test
  private Connection node;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Connection listener;

  @BeforeEach
  void connect() throws SQLException {
    PGSimpleDataSource database = TestDatabase.migrated();
    node = database.getConnection();
    listener = database.getConnection();
    try (Statement statement = listener.createStatement()) {
      statement.execute("listen raft");
    }
  }

  @AfterEach
  void disconnect() throws SQLException {
    node.close();
    listener.close();
  }

  @Test
  void aStepIsToldOnceByStateAndLog() throws SQLException {
    sql("select raft.create_node(1, '{1}')");
    assertThat(told()).containsExactly(state(0, 0, "follower", "null", 0, 0));
    event("{\"type\":\"Start\"}");
    assertThat(told()).isEmpty();
    event(TIMEOUT);
    assertThat(told()).containsExactlyInAnyOrder(log(1, 1, 1), state(1, 1, "leader", "1", 1, 1));
    event(PUT);
    assertThat(told()).containsExactlyInAnyOrder(log(2, 2, 2), state(2, 1, "leader", "1", 2, 2));
    event("{\"type\":\"HeartbeatTimeout\"}");
    assertThat(told()).isEmpty();
  }

  @Test
  void anAppendIsToldByItsIndexesAndATruncationByItsStart() throws SQLException {
    sql("select raft.create_node(1, '{1,2,3}')");
    event(append(1, 0, 0, 1, 1, 1));
    assertThat(told()).contains(log(1, 1, 3), state(1, 1, "follower", "2", 0, 3));
    event(append(2, 1, 1, 2));
    assertThat(told())
        .containsExactlyInAnyOrder(
            "{\"k\":\"cut\",\"node\":1,\"version\":2,\"from\":2}",
            log(2, 2, 2),
            state(2, 2, "follower", "2", 0, 2));
  }

  @Test
  void aCompactionIsToldByWhatIsKept() throws SQLException {
    sql("select raft.create_node(1, '{1}', '{}', '{\"snapshot_trailing\":1}')");
    event(TIMEOUT);
    event(PUT);
    event(PUT);
    told();
    event("{\"type\":\"TakeSnapshot\"}");
    assertThat(told()).containsExactlyInAnyOrder(log(4, 3, 3), state(4, 1, "leader", "1", 3, 3));
  }

  @Test
  void aSnapshotThatReplacesALongerLogIsToldAsACut() throws SQLException {
    sql("select raft.create_node(1, '{1,2,3}')");
    event(append(1, 0, 0, 1, 1, 1, 1));
    told();
    event(
        """
        {"type":"InstallSnapshot","from":2,"to":1,"term":3,"id":"x","snapshot_index":2,"snapshot_term":2,"chunk":0,
         "config":{"voters":[1,2,3],"outgoing":[],"learners":[]},"data":{},"done":true,"round":1}\
        """);
    assertThat(told())
        .containsExactlyInAnyOrder(
            "{\"k\":\"cut\",\"node\":1,\"version\":2,\"from\":3}",
            state(2, 3, "follower", "2", 2, 2));
  }

  @Test
  void aNotificationIsShortWhateverHappened() throws SQLException {
    sql("select raft.create_node(2147483647, '{2147483647}')");
    sql("select raft.process_raft_event(2147483647, '" + TIMEOUT + "')");
    sql("update raft.raft_state set current_term = 9007199254740991, version = 9007199254740990");
    assertThat(told()).isNotEmpty().allSatisfy(payload -> assertThat(payload).hasSizeLessThan(500));
  }

  @Test
  void theVersionRisesByOneWithEveryChangeThatOthersRead() throws SQLException {
    sql("select raft.create_node(1, '{1,2,3}', '{}', '{\"pre_vote\":false}')");
    assertThat(version()).isZero();
    event("{\"type\":\"Start\"}");
    assertThat(version()).isZero();
    event(TIMEOUT);
    assertThat(version()).isEqualTo(1);
    event(
        "{\"type\":\"RequestVoteReply\",\"from\":2,\"to\":1,\"term\":1,\"id\":\"x\",\"vote_term\":1,\"vote_granted\":true,\"pre_vote\":false}");
    assertThat(version()).isEqualTo(2);
    event("{\"type\":\"HeartbeatTimeout\",\"at\":7}");
    event(TIMEOUT);
    assertThat(version()).isEqualTo(2);
    event(
        "{\"type\":\"AppendEntriesReply\",\"from\":2,\"to\":1,\"term\":1,\"id\":\"x\",\"success\":true,\"match_index\":1,\"prev_log_index\":0,\"round\":1}");
    assertThat(version()).isEqualTo(3);
    event(
        "{\"type\":\"AppendEntriesReply\",\"from\":2,\"to\":1,\"term\":1,\"id\":\"x\",\"success\":true,\"match_index\":1,\"prev_log_index\":0,\"round\":1}");
    assertThat(version()).isEqualTo(3);
    assertThat(column("select version || ' ' || rules[1] from raft.raft_journal order by version"))
        .containsExactly("1 Follower.2", "2 Candidate.granted", "3 Leader.3a");
    assertThat(column("select changed ->> 'role' from raft.raft_journal order by version limit 2"))
        .containsExactly("candidate", "leader");
    assertThat(column("select changed from raft.raft_journal where version = 3"))
        .containsExactly("{\"commit_index\": 1, \"last_applied\": 1}");
  }

  @Test
  void theJournalKeepsWhatItIsToldToKeep() throws SQLException {
    sql("select raft.create_node(1, '{1}', '{}', '{\"journal\":\"all\"}')");
    event("{\"type\":\"HeartbeatTimeout\",\"at\":5}");
    event("{\"type\":\"HeartbeatTimeout\"}");
    assertThat(version()).isEqualTo(2);
    assertThat(column("select event from raft.raft_journal order by version"))
        .containsExactly(
            "{\"at\": 5, \"type\": \"HeartbeatTimeout\"}", "{\"type\": \"HeartbeatTimeout\"}");
    assertThat(column("select actions from raft.raft_journal where version = 2"))
        .containsExactly("{\"timers\": {}, \"replies\": [], \"send_rpc\": []}");
    sql(
        "select raft.drop_node(1)",
        "select raft.create_node(1, '{1}', '{}', '{\"journal\":\"off\"}')");
    event(TIMEOUT);
    assertThat(version()).isEqualTo(1);
    assertThat(column("select event from raft.raft_journal")).isEmpty();
  }

  @Test
  void theJournalIsTrimmedInBatches() throws SQLException {
    sql("select raft.create_node(1, '{1}', '{}', '{\"journal\":\"all\"}')");
    sql(
        "select raft.process_raft_event(1, '{\"type\":\"HeartbeatTimeout\"}') from generate_series(1, 1500)");
    assertThat(column("select raft.trim_journal(1, 100)")).containsExactly("1000");
    assertThat(column("select raft.trim_journal(1, 100)")).containsExactly("400");
    assertThat(column("select raft.trim_journal(1, 100)")).containsExactly("0");
    assertThat(column("select min(version) || ' ' || max(version) from raft.raft_journal"))
        .containsExactly("1401 1500");
  }

  private static String append(int term, int prev, int prevTerm, int... terms) {
    List<String> entries = new ArrayList<>();
    for (int entry : terms) {
      entries.add("{\"term\":" + entry + ",\"kind\":\"noop\",\"command\":null}");
    }
    return String.format(
        Locale.ROOT,
        """
        {"type":"AppendEntries","from":2,"to":1,"term":%d,"id":"x","prev_log_index":%d,"prev_log_term":%d,
         "leader_commit":0,"round":1,"entries":[%s]}\
        """,
        term,
        prev,
        prevTerm,
        String.join(",", entries));
  }

  private static String state(
      long version, long term, String role, String leader, long commit, long last) {
    return String.format(
        Locale.ROOT,
        "{\"k\":\"state\",\"node\":1,\"version\":%d,\"term\":%d,\"role\":\"%s\",\"leader\":%s,\"commit\":%d,\"last\":%d}",
        version,
        term,
        role,
        leader,
        commit,
        last);
  }

  private static String log(long version, long from, long to) {
    return String.format(
        Locale.ROOT,
        "{\"k\":\"log\",\"node\":1,\"version\":%d,\"from\":%d,\"to\":%d}",
        version,
        from,
        to);
  }

  private void event(String event) throws SQLException {
    sql("select raft.process_raft_event(1, '" + event + "')");
  }

  private long version() throws SQLException {
    return Long.parseLong(
        column("select version from raft.raft_state where node_id = 1").getFirst());
  }

  private void sql(String... statements) throws SQLException {
    try (Statement statement = node.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private List<String> column(String sql) throws SQLException {
    try (Statement statement = node.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> column = new ArrayList<>();
      while (rows.next()) {
        column.add(requireNonNull(rows.getString(1)));
      }
      return column;
    }
  }

  /** Everything that was told up to now: a mark of our own comes after it. */
  private List<String> told() throws SQLException {
    sql("select pg_notify('raft', 'mark')");
    List<String> told = new ArrayList<>();
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (System.nanoTime() < deadline) {
      PGNotification[] notifications = listener.unwrap(PGConnection.class).getNotifications(1000);
      for (PGNotification notification :
          notifications == null ? new PGNotification[0] : notifications) {
        if (notification.getParameter().equals("mark")) {
          return told;
        }
        told.add(notification.getParameter());
      }
    }
    throw new AssertionError("no mark within ten seconds, only " + told);
  }
}
