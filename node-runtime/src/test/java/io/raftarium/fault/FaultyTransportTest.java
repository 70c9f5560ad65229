package io.raftarium.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.Until;
import io.raftarium.protocol.Rpc;
import io.raftarium.record.Tape;
import io.raftarium.time.LabClock;
import io.raftarium.transport.LocalTransport;
import io.raftarium.view.Deed;
import io.raftarium.view.Hold;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Steer;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** Each kind of rule, under a clock that the test moves. */
class FaultyTransportTest {
  private static final Duration DELAY = Duration.ofMillis(10);

  private final LabClock clock = new LabClock();
  private final Tape tape = new Tape(clock);
  private final LinkRules rules = new LinkRules();
  private final FaultyTransport transport =
      new FaultyTransport(clock, rules, new LocalTransport(), DELAY, 42, tape);
  private final List<String> received = new CopyOnWriteArrayList<>();

  @BeforeEach
  void connect() {
    clock.pause();
    for (int node : new int[] {1, 2, 3}) {
      transport.connect(node, rpc -> received.add(rpc.id()));
    }
  }

  @AfterEach
  void close() {
    clock.close();
  }

  @Test
  void aMessageFliesForAsLongAsItsLinkTakes() throws Exception {
    rule(1, 2, LinkRule.OK.withDelay(Duration.ofMillis(5)));
    send(1, 2, "slow");
    send(1, 3, "quick");
    assertThat(tape.wire())
        .extracting(message -> message.flight().length())
        .containsExactly(15_000_000L, 10_000_000L);
    assertThat(fates()).containsExactly(WireMessage.Fate.FLYING, WireMessage.Fate.FLYING);
    clock.advance(DELAY);
    Until.holds("the quick one arrived", () -> received.equals(List.of("quick")));
    clock.advance(Duration.ofMillis(5));
    Until.holds("the slow one arrived", () -> received.equals(List.of("quick", "slow")));
    Until.holds(
        "both are known as delivered",
        () -> fates().stream().allMatch(WireMessage.Fate.DELIVERED::equals));
  }

  @Test
  void nothingArrivesWhileTheClockStandsStillEvenWithoutDelay() throws Exception {
    FaultyTransport immediate =
        new FaultyTransport(clock, rules, new LocalTransport(), Duration.ZERO, 1, tape);
    immediate.connect(2, rpc -> received.add("arrived"));
    boolean _ = immediate.send(message(1, 2, "m"));
    assertThat(tape.wire()).extracting(WireMessage::fate).containsExactly(WireMessage.Fate.FLYING);
    clock.resume();
    Until.holds("it arrived", () -> received.equals(List.of("arrived")));
  }

  @Test
  void aCutLinkLosesInItsOwnDirectionOnly() throws Exception {
    rule(1, 2, LinkRule.OK.withCut(true));
    send(1, 2, "there");
    send(2, 1, "back");
    clock.advance(DELAY);
    Until.holds("the way back is open", () -> received.equals(List.of("back")));
    assertThat(fates()).containsExactly(WireMessage.Fate.LOST, WireMessage.Fate.DELIVERED);
  }

  @Test
  void whatFliesOverALinkThatIsCutIsLostEvenIfItHealsBeforeTheArrival() throws Exception {
    send(1, 2, "caught");
    send(1, 3, "free");
    rule(1, 2, LinkRule.OK.withCut(true));
    rule(1, 2, LinkRule.OK);
    clock.advance(DELAY);
    Until.holds("the other one arrived", () -> received.equals(List.of("free")));
    assertThat(fates()).containsExactly(WireMessage.Fate.LOST, WireMessage.Fate.DELIVERED);
  }

  @Test
  void jitterAddsUpToItsBound() {
    rule(1, 2, LinkRule.OK.withJitter(Duration.ofMillis(8)));
    for (int i = 0; i < 200; i++) {
      send(1, 2, "m" + i);
    }
    List<Long> flights = tape.wire().stream().map(m -> m.flight().length()).toList();
    assertThat(flights).allMatch(time -> time >= 10_000_000L && time <= 18_000_000L);
    assertThat(flights).anyMatch(time -> time < 12_000_000L).anyMatch(time -> time > 16_000_000L);
  }

  @Test
  void lossTakesItsShare() {
    rule(1, 2, LinkRule.OK.withLossPercent(30));
    for (int i = 0; i < 1_000; i++) {
      send(1, 2, "m" + i);
    }
    assertThat(fates().stream().filter(WireMessage.Fate.LOST::equals).count())
        .isBetween(230L, 370L);
    rule(1, 3, LinkRule.OK.withLossPercent(100));
    send(1, 3, "gone");
    assertThat(fates().getLast()).isEqualTo(WireMessage.Fate.LOST);
  }

  @Test
  void duplicatesArriveTwice() throws Exception {
    rule(1, 2, LinkRule.OK.withDuplicatePercent(100));
    send(1, 2, "twice");
    clock.advance(DELAY);
    Until.holds("it came twice", () -> received.equals(List.of("twice", "twice")));
  }

  @Test
  void aReceiverThatIsDownRefuses() throws Exception {
    send(1, 9, "nobody");
    clock.advance(DELAY);
    Until.holds("refused", () -> fates().equals(List.of(WireMessage.Fate.REFUSED)));
  }

  @Test
  void aFullNetworkLosesWhatComesNext() {
    for (int i = 0; i <= FaultyTransport.MAX_FLYING; i++) {
      send(1, 2, "m" + i);
    }
    assertThat(fates().getLast()).isEqualTo(WireMessage.Fate.LOST);
    assertThat(fates()).hasSize(FaultyTransport.MAX_FLYING + 1);
  }

  @Test
  void heldMessagesWaitUntilTheyAreSteered() throws Exception {
    clock.resume();
    transport.hold(Hold.ALL);
    assertThat(clock.paused()).as("timers wait too").isTrue();
    for (String id : List.of("delivered", "dropped", "doubled", "delayed")) {
      send(1, 2, id);
    }
    clock.advance(Duration.ofSeconds(1));
    assertThat(received).isEmpty();
    assertThat(transport.held())
        .extracting(message -> message.number())
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(fates()).containsOnly(WireMessage.Fate.HELD);

    assertThat(transport.steer(1, Steer.DELIVER, Duration.ZERO)).isTrue();
    assertThat(received).as("though time stands still").containsExactly("delivered");
    assertThat(transport.steer(1, Steer.DELIVER, Duration.ZERO)).as("only once").isFalse();
    assertThat(transport.steer(2, Steer.DROP, Duration.ZERO)).isTrue();
    assertThat(transport.steer(3, Steer.DUPLICATE, Duration.ZERO)).isTrue();
    assertThat(transport.steer(4, Steer.DELAY, Duration.ofMillis(30))).isTrue();
    assertThat(fates())
        .containsExactly(
            WireMessage.Fate.DELIVERED,
            WireMessage.Fate.LOST,
            WireMessage.Fate.HELD,
            WireMessage.Fate.FLYING,
            WireMessage.Fate.HELD);
    clock.advance(Duration.ofMillis(30));
    Until.holds("it came later", () -> received.equals(List.of("delivered", "delayed")));

    assertThat(transport.release(true)).isEqualTo(2);
    assertThat(received).containsExactly("delivered", "delayed", "doubled", "doubled");
    assertThat(clock.paused()).isFalse();
    assertThat(transport.hold()).isEmpty();
  }

  @Test
  void onlyThoseOfAKindOrALinkStopAndTimeWithTheFirst() throws Exception {
    clock.resume();
    transport.hold(Hold.of(List.of("RequestVote"), List.of(new Link(1, 2))));
    assertThat(clock.paused()).isFalse();
    boolean _ = transport.send(typed(1, 3, "RequestVote", "another link"));
    boolean _ = transport.send(typed(1, 2, "AppendEntries", "another kind"));
    Until.holds("the others arrive", () -> received.size() == 2);
    boolean _ = transport.send(typed(1, 2, "RequestVote", "this"));
    assertThat(transport.held()).extracting(message -> message.rpc().id()).containsExactly("this");
    assertThat(clock.paused()).isTrue();
    assertThat(transport.release(false)).isEqualTo(1);
    assertThat(fates().getLast()).isEqualTo(WireMessage.Fate.LOST);
    assertThat(received).doesNotContain("this");
  }

  @Test
  void whatFliesStopsWhenEverythingIsHeldAndACutLosesIt() {
    send(1, 2, "under way");
    transport.hold(Hold.ALL);
    assertThat(fates()).containsExactly(WireMessage.Fate.HELD);
    rule(1, 2, LinkRule.OK.withCut(true));
    assertThat(fates()).containsExactly(WireMessage.Fate.LOST);
    assertThat(transport.held()).isEmpty();
    int _ = transport.release(true);
    assertThat(clock.paused()).as("it was so before").isTrue();
  }

  @Test
  void aFullPenLosesWhatComesNextAndSaysSoOnce() {
    transport.hold(Hold.ALL);
    for (int i = 0; i < HoldingPen.MOST + 2; i++) {
      send(1, 2, "m" + i);
    }
    assertThat(transport.held()).hasSize(HoldingPen.MOST);
    assertThat(tape.events())
        .extracting(event -> event.deed())
        .containsExactly(new Deed.HeldTooMany(HoldingPen.MOST));
  }

  @Test
  void aHeldMessageIsOnTheTape() {
    transport.hold(Hold.ALL);
    send(1, 2, "m");
    long held = tape.last();
    assertThat(transport.steer(1, Steer.DELAY, DELAY)).isTrue();
    assertThat(tape.at(held, "", "").wire())
        .extracting(WireMessage::fate)
        .containsExactly(WireMessage.Fate.HELD);
    assertThat(tape.at(tape.last(), "", "").wire())
        .extracting(WireMessage::fate)
        .containsExactly(WireMessage.Fate.FLYING);
  }

  @Test
  void aRuleOutOfRangeIsRefused() {
    assertThatThrownBy(() -> LinkRule.OK.withLossPercent(101)).hasMessageContaining("percentages");
    assertThatThrownBy(() -> LinkRule.OK.withDelay(Duration.ofMillis(-1)))
        .hasMessageContaining("negative");
  }

  private void rule(int from, int to, LinkRule rule) {
    transport.change(new TreeMap<>(Map.of(new Link(from, to), rule)));
  }

  private void send(int from, int to, String id) {
    boolean _ = transport.send(message(from, to, id));
  }

  private static Rpc message(int from, int to, String id) {
    return Rpc.of(
        JsonNodeFactory.instance.objectNode().put("id", id).put("from", from).put("to", to));
  }

  private static Rpc typed(int from, int to, String type, String id) {
    return Rpc.of(
        JsonNodeFactory.instance
            .objectNode()
            .put("type", type)
            .put("id", id)
            .put("from", from)
            .put("to", to));
  }

  private List<WireMessage.Fate> fates() {
    return tape.wire().stream().map(WireMessage::fate).toList();
  }
}
