package io.raftarium.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.Until;
import io.raftarium.protocol.Rpc;
import io.raftarium.record.Tape;
import io.raftarium.time.LabClock;
import io.raftarium.transport.LocalTransport;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
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

  private List<WireMessage.Fate> fates() {
    return tape.wire().stream().map(WireMessage::fate).toList();
  }
}
