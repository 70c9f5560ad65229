package io.raftarium.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.database.Steps.Step;
import io.raftarium.lab.TestServer;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.Event.ClientRequest.Request;
import io.raftarium.protocol.Reply;
import io.raftarium.protocol.StepResult;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** Steps of one voter, which commits alone. */
class StepsTest {
  @SuppressWarnings("NullAway.Init") // set before each test
  private Connection connection;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Steps<StepResult> steps;

  @BeforeEach
  void open() throws Exception {
    connection = TestServer.get().connect(TestServer.database(), "raftarium test");
    try (Statement create = connection.createStatement()) {
      create.execute("select raft.create_node(1, array[1])");
    }
    steps = Steps.on(connection);
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
  }

  @Test
  void severalInOneStatementAreOneAfterTheOtherInOrder() throws Exception {
    List<StepResult> results =
        steps.take(
            List.of(
                new Step(1, new Event.Start()),
                new Step(1, new Event.ElectionTimeout()),
                new Step(1, put("r1", "x")),
                new Step(1, put("r2", "y"))));

    assertThat(results.stream().map(StepResult::version)).isSorted().doesNotHaveDuplicates();
    assertThat(results.get(1).leads()).isTrue();
    assertThat(results.getLast().actions().replies())
        .singleElement()
        .satisfies(reply -> assertThat(reply.request()).isEqualTo("r2"))
        .satisfies(reply -> assertThat(reply.status()).isEqualTo(Reply.Status.OK));
    assertThat(version()).isEqualTo(results.getLast().version());
  }

  @Test
  void oneByOneAndTogetherComeToTheSame() throws Exception {
    List<Event> events = List.of(new Event.Start(), new Event.ElectionTimeout(), put("r1", "x"));
    List<Step> together = events.stream().map(event -> new Step(1, event)).toList();
    List<StepResult> seen = steps.preview(together);
    assertThat(version()).isZero();
    for (int i = 0; i < events.size(); i++) {
      assertThat(steps.take(1, events.get(i))).isEqualTo(seen.get(i));
    }
  }

  @Test
  void whereOneIsRefusedNoneIsTaken() throws Exception {
    StepResult before = steps.take(1, new Event.Start());
    Event bad = Event.of(JsonNodeFactory.instance.objectNode().put("type", "Nonsense"));

    assertThatThrownBy(
            () -> steps.take(List.of(new Step(1, new Event.ElectionTimeout()), new Step(1, bad))))
        .isInstanceOfSatisfying(
            SQLException.class,
            e -> {
              assertThat(e.getSQLState()).isEqualTo("RF001");
              assertThat(Steps.lostBy(e)).isFalse();
            });
    assertThat(version()).isEqualTo(before.version());
  }

  @Test
  void aPreviewLeavesNothingEvenWhereItIsRefused() throws Exception {
    StepResult start = steps.take(1, new Event.Start());
    Event bad = Event.of(JsonNodeFactory.instance.objectNode().put("type", "Nonsense"));

    StepResult seen = steps.preview(List.of(new Step(1, new Event.ElectionTimeout()))).getFirst();
    assertThat(seen.leads()).isTrue();
    assertThatThrownBy(() -> steps.preview(List.of(new Step(1, bad))))
        .isInstanceOf(SQLException.class);
    assertThat(version()).isEqualTo(start.version());
    assertThat(steps.take(1, new Event.ElectionTimeout())).isEqualTo(seen);
  }

  @Test
  void aConnectionThatIsGoneIsNoRefusal() throws Exception {
    connection.close();
    assertThatThrownBy(() -> steps.take(1, new Event.Start()))
        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(Steps.lostBy(e)).isTrue());
  }

  private static Event put(String request, String key) {
    return Event.ClientRequest.of(
        List.of(new Request(request, Command.put(key, JsonNodeFactory.instance.numberNode(1)))));
  }

  private long version() throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery("select version from raft.raft_state")) {
      row.next();
      return row.getLong(1);
    }
  }
}
