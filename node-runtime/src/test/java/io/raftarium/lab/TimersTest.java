package io.raftarium.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.protocol.Role;
import io.raftarium.record.Happening;
import io.raftarium.time.Countdown;
import io.raftarium.view.Deed;
import io.raftarium.view.OwnTime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a node's time does that the laboratory's does not; on a clock that stands still. */
class TimersTest extends RunningLab {
  @Test
  void timersThatFireTogetherSplitTheVote() throws Exception {
    int leader = start(3);
    int one = leader % 3 + 1;
    int two = one % 3 + 1;
    lab.network().delay(Duration.ofMillis(20));
    lab.time().pause();
    lab.cluster().kill(leader);
    long term = node(one).currentTerm();

    lab.timers().align(Set.of(one, two));

    assertThat(election(one).end()).isEqualTo(election(two).end());
    lab.time().advance(Duration.ofMillis(100));
    await(view ->
        node(view, one).role() == Role.CANDIDATE && node(view, two).role() == Role.CANDIDATE);
    assertThat(node(one).currentTerm()).isEqualTo(term + 1);
    assertThat(node(two).currentTerm()).isEqualTo(term + 1);
    lab.time().advance(Duration.ofMillis(20));
    awaitSteps("RequestVote", 2);
    lab.time().advance(Duration.ofMillis(20));
    awaitSteps("RequestVoteReply", 2);
    // Each has its own vote, and nobody a majority.
    assertThat(node(one).votedFor()).isEqualTo(one);
    assertThat(node(two).votedFor()).isEqualTo(two);
    assertThat(node(one).role()).isEqualTo(Role.CANDIDATE);
    assertThat(node(two).role()).isEqualTo(Role.CANDIDATE);
    assertThat(lab.events())
        .anySatisfy(event ->
            assertThat(event.deed())
                .isEqualTo(
                    new Deed.TimersAligned(
                        new TreeSet<>(Set.of(one, two)), Duration.ofMillis(100))));
  }

  @Test
  void timersThatAreSpreadFireOneAfterTheOther() throws Exception {
    int leader = start(4);
    lab.time().pause();
    List<Integer> others = List.of(1, 2, 3, 4).stream().filter(id -> id != leader).toList();

    lab.timers().spread(Set.of(1, 2, 3, 4));

    long second = election(others.get(1)).end().since(election(others.get(0)).end());
    long third = election(others.get(2)).end().since(election(others.get(1)).end());
    assertThat(second).isCloseTo(333_000_000, org.assertj.core.api.Assertions.within(1_000_000L));
    assertThat(third).isCloseTo(second, org.assertj.core.api.Assertions.within(1_000_000L));
    assertThat(election(others.get(0)).end().since(lab.time().now()))
        .isCloseTo(1_000_000_000L, org.assertj.core.api.Assertions.within(50_000_000L));
    assertThatThrownBy(() -> lab.timers().align(Set.of(leader)))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("election timer");
  }

  @Test
  void aClockThatRunsFastOrJumpsBringsItsTimersNearer() throws Exception {
    int leader = start(3);
    int node = leader % 3 + 1;
    lab.time().pause();
    long left = election(node).end().since(lab.time().now());

    lab.timers().clockRate(node, 4);

    assertThat(election(node).end().since(lab.time().now()))
        .isCloseTo(left / 4, org.assertj.core.api.Assertions.within(1_000_000L));
    assertThat(process(node).own().clockRate()).isEqualTo(4);
    lab.timers().clockRate(node, 1);
    long before = node(node).currentTerm();
    lab.timers().jump(node, Duration.ofSeconds(5));
    await(view -> node(view, node).currentTerm() > before);
    assertThatThrownBy(() -> lab.timers().clockRate(node, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anElectionTimeoutOfItsOwnOutlivesTheProcess() throws Exception {
    int leader = start(3);
    int node = leader % 3 + 1;
    lab.time().pause();
    OwnTime.Range range = new OwnTime.Range(Duration.ofMillis(3_000), Duration.ofMillis(3_200));

    lab.timers().electionRange(node, range);

    assertThat(election(node).length()).isBetween(3_000_000_000L, 3_200_000_000L);
    lab.cluster().kill(node);
    lab.cluster().restart(node);
    assertThat(process(node).own()).isEqualTo(new OwnTime(1, range));
    assertThat(election(node).length()).isBetween(3_000_000_000L, 3_200_000_000L);
    lab.timers().electionRange(node, null);
    assertThat(election(node).length()).isBetween(1_000_000_000L, 2_000_000_000L);
    assertThat(lab.events())
        .extracting(event -> event.deed())
        .contains(new Deed.ElectionRange(node, range), new Deed.ElectionRange(node, null));
    assertThat(process(leader).own()).isEqualTo(OwnTime.NONE);
  }

  private Countdown election(int node) {
    return Objects.requireNonNull(process(node).election());
  }

  private void awaitSteps(String event, int least) throws InterruptedException {
    await(view ->
        lab.tape().from(1, 1_000_000).stream()
                .filter(happening ->
                    happening instanceof Happening.Stepped stepped
                        && stepped.event().equals(event)
                        && stepped.process().id() > 0)
                .count()
            >= least);
  }
}
