package io.raftarium.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.Rpc;
import io.raftarium.record.Traces.Trip;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabClock;
import io.raftarium.time.LabTime;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.WireMessage;
import io.raftarium.view.WireMessage.Fate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TracesTest {
  private final Tape tape = new Tape(new LabClock());
  private final Traces traces = new Traces(tape);
  private long number;

  private long sent(int from, int to, String id) {
    Rpc rpc =
        Rpc.of(
            ExactJson.MAPPER
                .createObjectNode()
                .put("type", "AppendEntries")
                .put("id", id)
                .put("from", from)
                .put("to", to)
                .put("term", 3));
    tape.sent(
        new WireMessage(++number, from, to, rpc, Countdown.from(LabTime.START, 5), 0, Fate.FLYING));
    return number;
  }

  private long stepped(int node, String event, String message, long version) {
    NodeStatus process =
        new NodeStatus(node, NodeStatus.State.RUNNING, null, null, Duration.ZERO, "here");
    tape.stepped(process, event, message, version);
    return tape.last();
  }

  private Trip trip(long message) {
    return traces.all().trip(message).orElseThrow();
  }

  @Test
  void aMessageIsFollowedFromTheStepThatSentItToTheOneThatTookIt() {
    long sender = stepped(1, "HeartbeatTimeout", "", 4);
    long message = sent(1, 2, "1-9");
    stepped(3, "ElectionTimeout", "", 1);
    assertThat(trip(message).sentBy()).isEqualTo(sender);
    assertThat(trip(message).fate()).isEqualTo(Fate.FLYING);
    tape.ended(message, Fate.DELIVERED);
    long taker = stepped(2, "AppendEntries", "1-9", 7);
    assertThat(trip(message))
        .extracting(Trip::fate, Trip::ended, Trip::takenBy, Trip::term)
        .containsExactly(Fate.DELIVERED, 4L, taker, 3L);
    assertThat(traces.step(2, 7)).map(Traces.Step::happening).contains(taker);
  }

  @Test
  void ofDuplicatesEachStepTakesOne() {
    stepped(1, "HeartbeatTimeout", "", 4);
    long first = sent(1, 2, "1-9");
    long second = sent(1, 2, "1-9");
    long lost = sent(1, 2, "1-9");
    tape.ended(lost, Fate.LOST);
    long once = stepped(2, "AppendEntries", "1-9", 7);
    long twice = stepped(2, "AppendEntries", "1-9", 7);
    assertThat(trip(first).takenBy()).isEqualTo(once);
    assertThat(trip(second).takenBy()).isEqualTo(twice);
    assertThat(trip(lost).takenBy()).isZero();
    assertThat(traces.step(twice)).map(Traces.Step::changed).contains(false);
    assertThat(traces.tripOf("1-9", Long.MAX_VALUE)).map(Trip::message).contains(lost);
  }

  @Test
  void whatTheTapeNoLongerKeepsGoes() {
    Tape small = new Tape(new LabClock(), 100_000);
    Traces read = new Traces(small);
    NodeStatus process =
        new NodeStatus(1, NodeStatus.State.RUNNING, null, null, Duration.ZERO, "here");
    for (int i = 1; i <= 60_000; i++) {
      small.stepped(process, "HeartbeatTimeout", "", i);
      if (i % 10_000 == 0) {
        read.all();
      }
    }
    assertThat(small.first()).isGreaterThan(20_000);
    assertThat(read.all().steps().getFirst().happening())
        .isBetween(small.first() - 1_001, small.first());
  }
}
