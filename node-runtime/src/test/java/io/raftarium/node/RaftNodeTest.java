package io.raftarium.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.Until;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.Reply;
import io.raftarium.protocol.StepResult;
import io.raftarium.time.LabClock;
import io.raftarium.time.NodeClock;
import io.raftarium.transport.LocalTransport;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A node's process without a database to reach. */
class RaftNodeTest {
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final NodeListener listener =
      new NodeListener() {
        @Override
        public void stepped(int node, Event event, StepResult result) {}

        @Override
        public void reconnected(int node, boolean committed) {
          told.add("node " + node + " reconnected");
        }

        @Override
        public void refused(int node, String type, String why) {
          told.add("node " + node + " refused " + type + ": " + why);
        }

        @Override
        public void failed(int node, String why) {
          told.add("node " + node + " failed: " + why);
        }
      };

  @Test
  void givesUpAfterABoundedTimeAndSaysWhy() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    try (LabClock clock = new LabClock();
        RaftNode node = start(clock, Duration.ofMillis(300), attempts)) {
      var answer = node.request("r1", Command.put("k", "v"));
      Until.holds("the node failed", () -> node.life() == RaftNode.Life.FAILED);
      assertThat(attempts).hasValueGreaterThan(1);
      assertThat(answer.get(10, TimeUnit.SECONDS).status()).isEqualTo(Reply.Status.NOT_TAKEN);
      Until.holds("it told why", () -> told.equals(List.of("node 1 failed: no such server")));
    }
  }

  @Test
  void canBeKilledWhileItTriesToConnect() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    try (LabClock clock = new LabClock()) {
      RaftNode node = start(clock, Duration.ofHours(1), attempts);
      Until.holds("it tried", () -> attempts.get() > 1);
      node.kill();
      assertThat(node.life()).isEqualTo(RaftNode.Life.ENDED);
      assertThat(told).isEmpty();
    }
  }

  private RaftNode start(LabClock clock, Duration reconnectLimit, AtomicInteger attempts) {
    return RaftNode.start(
        1,
        new Surroundings(
            application -> {
              attempts.incrementAndGet();
              throw new SQLException("no such server");
            },
            new LocalTransport(),
            new NodeClock(clock),
            listener),
        new NodeSettings(Duration.ofMillis(100), Duration.ofMillis(10), 10, reconnectLimit, 1));
  }
}
