package io.raftarium.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.lab.TestServer;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.StepResult;
import io.raftarium.server.EmbeddedServer;
import io.raftarium.view.Preview;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import tools.jackson.databind.node.JsonNodeFactory;

/** A step that is told before it is taken. */
class PreviewsTest {
  @SuppressWarnings("NullAway.Init") // set before each test
  private Connection connection;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Previews previews;

  @BeforeEach
  void open() throws Exception {
    String database = TestServer.database();
    connection = TestServer.get().connect(database, "raftarium test");
    EmbeddedServer server = TestServer.get();
    previews = new Previews(application -> server.connect(database, application));
    try (Statement create = connection.createStatement()) {
      create.execute("select raft.create_node(1, array[1, 2, 3])");
    }
    try (Steps<StepResult> steps = Steps.on(connection)) {
      StepResult _ = steps.take(1, new Event.Start().at(10));
    }
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
  }

  @Test
  void isWhatThenHappensAndLeavesNothing() throws Exception {
    String before = everything();
    try (Statement listen = connection.createStatement()) {
      listen.execute("listen raft");
    }
    Event event = new Event.ElectionTimeout().at(2_000);

    Preview preview = previews.of(1, event);

    assertThat(everything()).isEqualTo(before);
    assertThat(connection.unwrap(PGConnection.class).getNotifications(200)).isNullOrEmpty();
    assertThat(preview.changes())
        .extracting(Preview.Column::name)
        .contains("role")
        .doesNotContain("steps");
    assertThat(preview.rules().orElseThrow()).contains("PreVote.1");
    assertThat(Preview.of(preview.json())).isEqualTo(preview);
    try (Steps<StepResult> steps = Steps.on(connection)) {
      assertThat(steps.take(1, event)).isEqualTo(preview.result());
    }
    assertThat(preview.result().actions().sent()).hasSize(2);
    assertThat(everything()).isNotEqualTo(before);
  }

  @Test
  void aStepThatChangesNothingTellsItsRulesToo() throws Exception {
    String before = everything();
    Event old =
        Event.of(
            JsonNodeFactory.instance.objectNode().put("type", "HeartbeatTimeout").put("at", 2_000));
    Preview preview = previews.of(1, old);
    assertThat(preview.changes()).isEmpty();
    assertThat(preview.rules()).isPresent();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void whatTheFunctionRefusesIsToldInItsWords() throws Exception {
    Event bad = Event.of(JsonNodeFactory.instance.objectNode().put("type", "Nonsense"));
    assertThatThrownBy(() -> previews.of(1, bad))
        .isInstanceOfSatisfying(
            SQLException.class,
            e ->
                assertThat(Previews.why(1, e))
                    .startsWith("Node 1 would refuse it: ")
                    .contains("a known event"));
  }

  @Test
  void aNodeThatIsBusyIsNotWaitedFor() throws Exception {
    connection.setAutoCommit(false);
    try (Statement lock = connection.createStatement()) {
      lock.execute("select from raft.raft_state where node_id = 1 for update");
    }
    Instant begin = Instant.now();
    assertThatThrownBy(() -> previews.of(1, new Event.ElectionTimeout().at(2_000)))
        .isInstanceOfSatisfying(
            SQLException.class,
            e ->
                assertThat(Previews.why(1, e))
                    .isEqualTo("Node 1 is in a step of its own just now; try again."));
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(2));
    connection.rollback();
    connection.setAutoCommit(true);
  }

  /** Every row of every table of the schema. */
  private String everything() throws SQLException {
    StringBuilder all = new StringBuilder();
    for (String table :
        List.of("raft_state", "raft_log", "raft_kv", "raft_journal", "raft_node", "raft_read")) {
      try (Statement query = connection.createStatement();
          ResultSet row =
              query.executeQuery(
                  "select coalesce(string_agg(t::text, E'\\n' order by t::text), '') from raft."
                      + table
                      + " t")) {
        row.next();
        all.append(table).append('\n').append(row.getString(1)).append('\n');
      }
    }
    return all.toString();
  }
}
