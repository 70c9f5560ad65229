package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.Until;
import io.raftarium.server.EmbeddedServer;
import io.raftarium.view.Deed;
import io.raftarium.view.LabEvent;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.Submission;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nodes that die, or lose their connection, in the middle of a call. */
@Tag("thorough")
class BrokenConnectionTest extends RunningLab {
  private final Connection operator;

  BrokenConnectionTest() throws Exception {
    EmbeddedServer server = TestServer.get();
    operator = server.connect(lab.name(), "raftarium test");
  }

  @BeforeEach
  void threeNodes() throws Exception {
    start(3);
  }

  @AfterEach
  void disconnect() throws Exception {
    operator.close();
  }

  @Test
  void aNodeKilledInTheMiddleOfACallLeavesNothingHalfDone() throws Exception {
    int follower = leader().id() % 3 + 1;
    operator.setAutoCommit(false);
    long before = lockedVersion(follower);
    // The leader's next heartbeat makes the follower call the function, which waits for the lock.
    Until.holds(
        "the call waits for the row",
        () ->
            number(
                    "select count(*) from pg_stat_activity where application_name = ?"
                        + " and wait_event_type = 'Lock'",
                    "raftarium node " + follower)
                == 1);
    lab.cluster().kill(follower);
    assertThat(
            number(
                "select count(*) from pg_stat_activity where application_name = ?",
                "raftarium node " + follower))
        .isZero();
    operator.rollback();
    assertThat(lockedVersion(follower)).isEqualTo(before);
    operator.rollback();
    lab.cluster().restart(follower);
    assertThat(put("k", "v").status()).isEqualTo(Submission.Status.OK);
    await(holds(Set.of(1, 2, 3), "k", "v"));
  }

  @Test
  void aNodeWhoseConnectionIsCutBeginsAgainByItself() throws Exception {
    int leader = leader().id();
    assertThat(put("k", "v").status()).isEqualTo(Submission.Status.OK);
    number(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = ?",
        "raftarium node " + leader);
    Until.holds(
        "the laboratory tells of it",
        () ->
            lab.events().stream()
                .anyMatch(event ->
                    event.deed() instanceof Deed.Reconnected again && again.node() == leader));
    assertThat(process(leader).state()).isEqualTo(NodeStatus.State.RUNNING);
    await(RunningLab::settled);
    assertThat(put("k", "w").status()).isEqualTo(Submission.Status.OK);
    await(holds(Set.of(1, 2, 3), "k", "w"));
  }

  @Test
  void aNodeWithoutRowsFailsWithAMessage() throws Exception {
    int follower = leader().id() % 3 + 1;
    lab.cluster().kill(follower);
    try (Statement drop = operator.createStatement()) {
      drop.execute("select raft.drop_node(" + follower + ")");
    }
    try {
      lab.cluster().restart(follower);
    } catch (LabException e) {
      assertThat(e).hasMessageContaining("did not start");
    }
    Until.holds("it failed", () -> process(follower).state() == NodeStatus.State.FAILED);
    assertThat(lab.events())
        .anyMatch(event ->
            event.deed() instanceof Deed.Failed failed
                && failed.why().contains("there is no node"));
  }

  @Test
  void aRefusedMessageIsNoFailureOfTheNode() throws Exception {
    int follower = leader().id() % 3 + 1;
    try (Statement drop = operator.createStatement()) {
      drop.execute("select raft.drop_node(" + follower + ")");
    }
    Until.holds(
        "what it is sent is refused",
        () -> lab.events().stream().anyMatch(event -> event.deed() instanceof Deed.Refused));
    long told = lab.tape().last();
    Until.holds("many more messages came", () -> lab.tape().last() > told + 500);
    assertThat(lab.events())
        .filteredOn(event -> event.deed() instanceof Deed.Refused)
        .extracting(LabEvent::deed)
        .doesNotHaveDuplicates();
    assertThat(lab.events())
        .filteredOn(event -> event.deed() instanceof Deed.Refused)
        .allSatisfy(event -> {
          Deed.Refused refused = (Deed.Refused) event.deed();
          assertThat(refused.node()).isEqualTo(follower);
          assertThat(refused.type()).isNotEmpty();
          assertThat(refused.why()).contains("there is no node");
        });
    assertThat(lab.events()).noneMatch(event -> event.deed() instanceof Deed.Failed);
    assertThat(process(follower).state()).isEqualTo(NodeStatus.State.RUNNING);
  }

  private long lockedVersion(int node) throws SQLException {
    try (Statement statement = operator.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select version from raft.raft_state where node_id = " + node + " for update")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** A number from a connection of its own, outside of the operator's transaction. */
  private long number(String sql, String parameter) throws Exception {
    try (Connection connection = TestServer.get().connect(lab.name(), "raftarium look");
        PreparedStatement query =
            connection.prepareStatement(sql + " and datname = current_database()")) {
      query.setString(1, parameter);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
