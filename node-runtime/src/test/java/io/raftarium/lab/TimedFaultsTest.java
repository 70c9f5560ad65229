package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.Until;
import io.raftarium.lab.Lab.Acts.Undone;
import io.raftarium.view.Deed;
import io.raftarium.view.Fault;
import io.raftarium.view.Hold;
import io.raftarium.view.LabEvent;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeStatus.State;
import io.raftarium.view.TimedFault;
import io.raftarium.view.TimedFault.End;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Faults that end by the laboratory's time or before it, the end of all, and the way back. */
class TimedFaultsTest extends RunningLab {
  private static final Duration FIVE = Duration.ofSeconds(5);

  @Test
  void aFaultEndsByTheLaboratorysTimeAndOnlyOnce() throws Exception {
    int leader = start(3);
    int one = leader % 3 + 1;
    int other = one % 3 + 1;
    lab.time().pause();
    lab.faults().begin(new Fault.Down(one), FIVE);
    lab.faults().begin(new Fault.Frozen(other), FIVE.plusSeconds(1));
    assertThat(process(one).state()).isEqualTo(State.DOWN);
    assertThat(TimedFault.running(lab.events())).isEqualTo(lab.faults().timed()).hasSize(2);
    lab.time().advance(FIVE.minusMillis(1));
    assertThat(lab.faults().timed()).hasSize(2);
    lab.time().advance(Duration.ofMillis(2));
    Until.holds("it runs", () -> process(one).state() == State.RUNNING);
    Until.holds("it is told", () -> over().contains(End.TIME));
    lab.cluster().resume(other);
    assertThat(lab.faults().timed()).isEmpty();
    assertThat(over()).containsExactly(End.TIME, End.MENDED);
    lab.cluster().pause(other);
    lab.time().advance(FIVE);
    assertThat(process(other).state())
        .as("its countdown is no longer there")
        .isEqualTo(State.PAUSED);
    assertThat(over()).hasSize(2);
    assertThat(TimedFault.running(lab.events())).isEmpty();
  }

  @Test
  void linksGetBackWhatTheFaultTookAndKeepWhatOthersSet() throws Exception {
    start(3);
    LinkRule slow = LinkRule.OK.withDelay(Duration.ofMillis(40));
    lab.network().link(1, 2, slow);
    lab.faults().begin(new Fault.CutOff(new TreeSet<>(Set.of(1))), FIVE);
    lab.network().link(1, 2, slow.withCut(true).withLossPercent(20));
    lab.network().link(2, 3, slow);
    lab.faults().begin(new Fault.Ruled(3, 2, slow), FIVE);
    long cut = lab.faults().timed().getFirst().number();
    lab.faults().end(cut);
    assertThat(lab.network().links())
        .isEqualTo(
            Map.of(
                new Link(1, 2), slow.withLossPercent(20),
                new Link(2, 3), slow,
                new Link(3, 2), slow));
    assertThatThrownBy(() -> lab.faults().end(cut)).isInstanceOf(LabException.class);
    lab.network().heal();
    assertThat(lab.faults().timed()).isEmpty();
    assertThat(over()).containsExactly(End.HAND, End.MENDED);
    lab.faults()
        .begin(
            new Fault.Parted(
                new TreeMap<>(
                    Map.of("A", new TreeSet<>(Set.of(1)), "B", new TreeSet<>(Set.of(2, 3))))),
            FIVE);
    assertThat(lab.network().partition()).hasSize(2);
    lab.faults().end(lab.faults().timed().getFirst().number());
    assertThat(lab.network().links()).isEmpty();
    assertThat(lab.network().partition()).isEmpty();
  }

  @Test
  void everyFaultIsEndedAtOnceAndThatIsUndoneAtOnce() throws Exception {
    int leader = start(5);
    int down = leader % 5 + 1;
    int frozen = down % 5 + 1;
    int odd = frozen % 5 + 1;
    lab.cluster().kill(down);
    lab.faults().begin(new Fault.Frozen(frozen), FIVE);
    lab.timers().clockRate(odd, 2);
    lab.network().isolate(Set.of(odd));
    lab.network().hold(Hold.ALL);
    Deed.FaultsEnded ended = lab.faults().endAll();
    assertThat(ended.links()).isEqualTo(8);
    assertThat(ended.started()).containsExactly(down);
    assertThat(ended.resumed()).containsExactly(frozen);
    assertThat(ended.clocks()).containsExactly(odd);
    assertThat(ended.timed()).isEqualTo(1);
    await(RunningLab::settled);
    assertThat(lab.network().links()).isEmpty();
    assertThat(lab.network().hold()).isEmpty();
    assertThat(lab.time().paused()).isFalse();
    assertThat(lab.acts().undoable()).contains(ended);
    assertThat(lab.acts().undo().act()).contains(ended);
    assertThat(process(down).state()).isEqualTo(State.DOWN);
    assertThat(process(frozen).state()).isEqualTo(State.PAUSED);
    assertThat(lab.network().links()).hasSize(8);
    assertThat(lab.acts().redo().act()).contains(ended);
    await(RunningLab::settled);
  }

  @Test
  void actsAreUndoneBySettingWhatWasThereBefore() throws Exception {
    int leader = start(3);
    int other = leader % 3 + 1;
    LinkRule slow = LinkRule.OK.withDelay(Duration.ofMillis(40));
    lab.network().link(1, 2, slow);
    lab.network().isolate(Set.of(1));
    lab.network().heal();
    lab.time().speed(0.5);
    lab.time().speed(0.1);
    lab.time().speed(1);
    lab.time().speed(0.2);
    lab.cluster().kill(other);
    assertThat(put("a", "1").index()).isPositive();
    Undone first = lab.acts().undo();
    assertThat(first.act()).contains(new Deed.Killed(other));
    assertThat(first.skipped()).hasSize(1).first().isInstanceOf(Deed.Submitted.class);
    assertThat(process(other).state()).isEqualTo(State.RUNNING);
    assertThat(lab.acts().undo().act()).contains(new Deed.SpeedSet(0.2));
    assertThat(lab.time().speed()).as("a slider's way is one act").isEqualTo(1);
    assertThat(lab.acts().undo().act()).contains(new Deed.Healed());
    assertThat(lab.network().links()).hasSize(4).containsEntry(new Link(1, 2), slow.withCut(true));
    Deed isolated = lab.acts().undo().act().orElseThrow();
    assertThat(isolated).isInstanceOf(Deed.Isolated.class);
    assertThat(lab.network().links()).isEqualTo(Map.of(new Link(1, 2), slow));
    assertThat(lab.acts().redoable()).contains(isolated);
    assertThat(lab.acts().redo().act()).contains(isolated);
    assertThat(lab.network().links()).hasSize(4);
    lab.network().heal();
    assertThat(lab.acts().redoable()).as("another way was taken").isEmpty();
    assertThat(lab.acts().undo().act()).contains(new Deed.Healed());
    lab.cluster().restart(kill(other));
    Undone none = lab.acts().undo();
    assertThat(none.act()).contains(new Deed.Restarted(other));
    assertThat(process(other).state()).isEqualTo(State.DOWN);
    lab.cluster().start(3);
    assertThat(lab.acts().undoable()).as("those are other nodes").isEmpty();
  }

  private int kill(int node) {
    lab.cluster().kill(node);
    return node;
  }

  private List<End> over() {
    return lab.events().stream()
        .map(LabEvent::deed)
        .filter(Deed.FaultOver.class::isInstance)
        .map(deed -> ((Deed.FaultOver) deed).end())
        .toList();
  }
}
