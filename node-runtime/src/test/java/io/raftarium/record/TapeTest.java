package io.raftarium.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.Until;
import io.raftarium.protocol.Actions;
import io.raftarium.protocol.Changes;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Result;
import io.raftarium.protocol.Role;
import io.raftarium.protocol.Rpc;
import io.raftarium.protocol.StepResult;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabClock;
import io.raftarium.time.LabTime;
import io.raftarium.view.Ask;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Deed;
import io.raftarium.view.Feed;
import io.raftarium.view.LabEvent;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeState;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import io.raftarium.view.WireMessage;
import io.raftarium.view.WireMessage.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Any moment of a tape is what there was. */
class TapeTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final LabClock clock = new LabClock();
  private final Tape tape = new Tape(clock);

  @BeforeEach
  void standStill() {
    clock.pause();
  }

  @AfterEach
  void close() {
    clock.close();
  }

  /** What a test looks at in a moment. */
  private record Sight(
      long number,
      long view,
      List<WireMessage> wire,
      Map<Integer, NodeStatus> processes,
      Map<Link, LinkRule> links,
      List<LabEvent> events,
      List<Submission> submissions) {
    static Sight of(Moment moment) {
      return new Sight(
          moment.number(),
          moment.view().number(),
          moment.wire(),
          moment.processes(),
          moment.links(),
          moment.events(),
          moment.submissions());
    }

    List<WireMessage> ended() {
      return wire.stream().filter(message -> message.fate() != Fate.FLYING).toList();
    }

    /** The same with others that ended. */
    Sight withEnded(List<WireMessage> others) {
      TreeMap<Long, WireMessage> all = new TreeMap<>();
      others.forEach(message -> all.put(message.number(), message));
      wire.stream()
          .filter(message -> message.fate() == Fate.FLYING)
          .forEach(message -> all.put(message.number(), message));
      return new Sight(
          number, view, List.copyOf(all.values()), processes, links, events, submissions);
    }
  }

  @Test
  void everyMomentIsAsItWasWhenItWasTheNewest() throws Exception {
    List<Sight> lived = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 1; tape.last() < 4 * Segment.SIZE; i++) {
      happen(i, random);
      lived.add(Sight.of(moment(tape.last())));
    }
    assertThat(tape.first()).isEqualTo(1);
    assertThat(lived.getLast().submissions()).isNotEmpty();
    assertThat(lived.getLast().events()).isNotEmpty();
    assertThat(lived)
        .anyMatch(sight -> sight.wire().stream().anyMatch(m -> m.fate() == Fate.FLYING))
        .anyMatch(sight -> sight.wire().stream().anyMatch(m -> m.fate() == Fate.DELIVERED))
        .anyMatch(sight -> !sight.links().isEmpty());
    // Segments that are full are packed meanwhile: what comes out of them is the same.
    Until.holds(
        "full segments are packed", () -> tape.packed() == (tape.last() - 1) / Segment.SIZE);
    for (Sight sight : lived) {
      Sight again = Sight.of(moment(sight.number()));
      assertThat(again).isEqualTo(sight.withEnded(again.ended()));
      // What faded then is there again, as far as the 512 happenings before hold it.
      assertThat(sight.ended()).endsWith(again.ended().toArray(WireMessage[]::new));
      assertThat(again.ended().size()).isGreaterThanOrEqualTo(Math.min(100, sight.ended().size()));
    }
  }

  @Test
  void aMomentIsFoundByItsTime() {
    for (int i = 1; i <= 600; i++) {
      happen(i, new Random(i));
    }
    for (long number : List.of(1L, 2L, 255L, 256L, 257L, 600L)) {
      Instant at = moment(number).at();
      long found = tape.numberAt(at);
      assertThat(moment(found).at()).isEqualTo(at);
      assertThat(found).isGreaterThanOrEqualTo(number);
    }
    assertThat(tape.numberAt(Instant.EPOCH)).isEqualTo(1);
    assertThat(tape.numberAt(Instant.now().plusSeconds(60))).isEqualTo(tape.last());
  }

  @Test
  void aBoundedTapeKeepsTheNewest() throws Exception {
    Tape small = new Tape(clock, 300_000);
    for (int i = 1; i <= 40 * Segment.SIZE; i++) {
      small.read(view(i));
    }
    Until.holds("the oldest went", () -> small.first() > 1);
    assertThat(small.last()).isEqualTo(40L * Segment.SIZE);
    List<Happening.Read> reads = small.reads();
    assertThat(reads.getFirst().number()).isEqualTo(small.first());
    assertThat(reads.getLast().view().number()).isEqualTo(40L * Segment.SIZE);
    assertThat(reads.size()).isLessThan(1_000);
    // A moment that is gone is the oldest that is kept.
    assertThat(small.at(1, "", "").number()).isEqualTo(small.first());
  }

  /** A few large values must not wait in the memory for hundreds of others. */
  @Test
  void largeMessagesArePackedSoon() throws Exception {
    String large = "a".repeat(1_000_000);
    for (int i = 1; i <= 20; i++) {
      ObjectNode rpc = JSON.objectNode().put("id", "m" + i).put("type", "AppendEntries");
      rpc.putArray("entries").addObject().put("command", large);
      tape.sent(
          new WireMessage(i, 1, 2, Rpc.of(rpc), Countdown.from(new LabTime(i), 0), 0, Fate.FLYING));
      tape.ended(i, Fate.DELIVERED);
    }
    Until.holds("most of it is packed", () -> tape.packed() >= 5);
    assertThat(
            moment(1)
                .wire()
                .getFirst()
                .rpc()
                .body()
                .path("entries")
                .path(0)
                .path("command")
                .asString())
        .hasSize(1_000_000);
  }

  @Test
  void rowsOfAnotherClusterBeginAnew() {
    tape.read(view(1));
    tape.asked(submission("r1", Submission.Status.OK));
    tape.asked(submission("r2", Submission.Status.WAITING));
    tape.done(new Deed.Started(3, false));
    tape.forgetRows();
    assertThat(tape.reads()).isEmpty();
    assertThat(moment(tape.last()).view().number()).isZero();
    tape.read(view(2));
    Moment now = moment(tape.last());
    assertThat(now.view().number()).isEqualTo(2);
    assertThat(now.events()).hasSize(1);
    assertThat(now.submissions()).extracting(Submission::request).containsExactly("r2");
    assertThat(tape.reads()).hasSize(1);
  }

  /** A recording holds both lives: the last happening of the first one belongs to that. */
  @Test
  void whatWasBeforeARecordGoesOnAnewIsStillThere() {
    tape.read(view(1));
    tape.done(new Deed.Started(3, false));
    long last = tape.last();
    Happening.Stamp stamp = tape.happening(last).orElseThrow().stamp();
    tape.goOn(new Scene().checkpoint(stamp, true));
    tape.read(view(2));
    assertThat(moment(last).view().number()).isEqualTo(1);
    assertThat(tape.happening(last)).map(Happening::number).contains(last);
    assertThat(tape.from(last, 10)).extracting(Happening::number).containsExactly(last, last + 1);
    assertThat(tape.before(last, false).stamp().number()).isEqualTo(last - 1);
    assertThat(tape.beginnings()).containsExactly(last + 1);
    assertThat(moment(last + 1).view().number()).isEqualTo(2);
  }

  /**
   * A follower reads a little later than a step is committed; the messages of the step fly by then.
   */
  @Test
  void theRowsAreThoseThatTheStepsHadCommitted() {
    tape.read(view(1, 4));
    tape.stepped(process(1, 1), event(), result(5));
    tape.sent(message(1));
    long sent = tape.last();
    assertThat(moment(sent).view().nodes().get(1)).extracting(NodeView::version).isEqualTo(4L);
    tape.read(view(2, 5));
    assertThat(moment(1).view().nodes().get(1)).extracting(NodeView::version).isEqualTo(4L);
    Moment then = moment(sent);
    assertThat(then.view().nodes().get(1)).extracting(NodeView::version).isEqualTo(5L);
    assertThat(then.view().journal()).extracting(JournalEntry::version).containsExactly(4L, 5L);
    // Where the reading holds later steps too, the journal tells the rows of that one.
    tape.stepped(process(1, 1), event(), result(6));
    long unread = tape.last();
    tape.stepped(process(1, 1), event(), result(7));
    tape.read(view(3, 7));
    assertThat(moment(unread).view().nodes().get(1)).extracting(NodeView::version).isEqualTo(6L);
    assertThat(moment(unread + 1).view().nodes().get(1))
        .extracting(NodeView::version)
        .isEqualTo(7L);
  }

  @Test
  void messagesThatEndedStayForASecondOfTheirOwnTime() {
    tape.sent(message(1));
    tape.ended(1, Fate.LOST);
    long ended = tape.last();
    assertThat(moment(ended).wire()).extracting(WireMessage::fate).containsExactly(Fate.LOST);
    // However much later one looks: the past does not fade.
    assertThat(moment(ended).realNow() - moment(ended).wire().getFirst().endedAt()).isZero();
    tape.forgetEnded();
    assertThat(tape.wire()).isEmpty();
  }

  /** 20,000 happenings: any moment in a time in which a hand on the tape waits for nothing. */
  @Test
  void anyMomentOfManyComesAtOnce() throws Exception {
    Random random = new Random(3);
    for (int i = 1; tape.last() < 20_000; i++) {
      happen(i, random);
    }
    Until.holds(
        "all but the newest are packed", () -> tape.packed() == (tape.last() - 1) / Segment.SIZE);
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      long begin = System.nanoTime();
      Moment moment = moment(1 + random.nextInt(20_000));
      nanos.add(System.nanoTime() - begin);
      assertThat(moment.number()).isPositive();
    }
    Collections.sort(nanos);
    long median = nanos.get(nanos.size() / 2);
    long p95 = nanos.get(nanos.size() * 95 / 100);
    System.out.printf(
        Locale.ROOT,
        "a moment of 20,000 happenings: median %.2f ms, p95 %.2f ms%n",
        median / 1e6,
        p95 / 1e6);
    assertThat(Duration.ofNanos(p95)).isLessThan(Duration.ofMillis(50));
  }

  private Moment moment(long number) {
    return tape.at(number, "lab", "rows");
  }

  private void happen(int i, Random random) {
    switch (random.nextInt(8)) {
      case 0 -> tape.read(view(i));
      case 1 ->
          tape.stepped(
              process(1 + random.nextInt(5), i),
              Event.of(JSON.objectNode().put("type", "AppendEntries").put("id", "m" + i)),
              result(i));
      case 2, 3, 4 -> {
        tape.sent(message(i));
        if (random.nextInt(3) > 0) {
          tape.ended(i, random.nextBoolean() ? Fate.DELIVERED : Fate.REFUSED);
        }
      }
      case 5 -> tape.done(new Deed.Killed(1 + i % 5));
      case 6 ->
          tape.asked(
              submission(
                  "r" + random.nextInt(50),
                  random.nextBoolean() ? Submission.Status.OK : Submission.Status.WAITING));
      default ->
          tape.linked(
              new TreeMap<>(
                  Map.of(new Link(1, 2), LinkRule.OK.withLossPercent(random.nextInt(100)))),
              new TreeMap<>());
    }
  }

  private static WireMessage message(long number) {
    return new WireMessage(
        number,
        1,
        2,
        Rpc.of(
            ExactJson.MAPPER.readTree(
                String.format(
                    Locale.ROOT,
                    "{\"id\": \"m%d\", \"type\": \"AppendEntries\", \"term\": %d, \"text\": \"é\uD83D\uDE00\"}",
                    number,
                    number))),
        Countdown.from(new LabTime(number), 10),
        0,
        Fate.FLYING);
  }

  private static NodeStatus process(int id, long at) {
    return new NodeStatus(
        id,
        NodeStatus.State.RUNNING,
        Countdown.from(new LabTime(at), 9),
        at % 2 == 0 ? Countdown.from(new LabTime(at), 100) : null,
        Duration.ofNanos(at),
        "embedded :1");
  }

  private static Submission submission(String request, Submission.Status status) {
    return new Submission(
        request,
        new Ask.Write(Command.put("k", "v")),
        1,
        Instant.EPOCH,
        new Submission.Outcome(status, 0, 0, Result.NONE, null),
        Duration.ZERO);
  }

  private static Event event() {
    return Event.of(JSON.objectNode().put("type", "AppendEntries"));
  }

  private static StepResult result(long version) {
    return new StepResult(JSON.objectNode().put("version", version));
  }

  /** A view of one node, with a journal of all its steps from the fourth on. */
  private static ClusterView view(long number, long version) {
    NodeState fresh = NodeState.created(1, List.of(1));
    NodeState state =
        new NodeState(
            1,
            version,
            version,
            null,
            Role.FOLLOWER,
            null,
            NodeState.Places.EMPTY,
            fresh.config(),
            0,
            NodeState.UnderWay.NOTHING);
    List<JournalEntry> journal = new ArrayList<>();
    for (long step = 4; step <= version; step++) {
      journal.add(
          new JournalEntry(1, step, Instant.EPOCH, event(), Actions.NONE, List.of(), Changes.NONE));
    }
    ClusterView empty = view(number);
    return new ClusterView(
        number,
        empty.at(),
        new TreeMap<>(
            Map.of(
                1,
                new NodeView(
                    state,
                    List.of(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    null))),
        journal,
        empty.feed());
  }

  private static ClusterView view(long number) {
    return new ClusterView(
        number,
        Instant.EPOCH,
        Collections.emptySortedMap(),
        List.of(),
        new Feed(Feed.State.LIVE, Instant.EPOCH, Duration.ZERO, 0, null));
  }
}
