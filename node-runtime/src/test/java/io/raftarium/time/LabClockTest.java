package io.raftarium.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.Until;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The clock's speed, pause and steps, and its alarms. */
class LabClockTest {
  private final LabClock clock = new LabClock();
  private final List<String> fired = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    clock.close();
  }

  @Test
  void standsStillWhilePausedAndMovesByHand() throws Exception {
    clock.pause();
    long before = clock.now();
    LabClock.Alarm late = clock.schedule(2_000_000_000L, () -> fired.add("late"));
    LabClock.Alarm _ = clock.schedule(1_000_000_000L, () -> fired.add("early"));
    assertThat(clock.now()).isEqualTo(before);
    assertThat(clock.nextAlarm()).isEqualTo(before + 1_000_000_000L);
    clock.advance(Duration.ofMillis(1_500));
    Until.holds("the early alarm fired", () -> fired.equals(List.of("early")));
    assertThat(clock.now()).isEqualTo(before + 1_500_000_000L);
    late.cancel();
    clock.advance(Duration.ofSeconds(10));
    LabClock.Alarm _ = clock.schedule(0, () -> fired.add("last"));
    Until.holds("the last alarm fired", () -> fired.contains("last"));
    assertThat(fired).containsExactly("early", "last");
  }

  /** A laboratory that begins with an early moment is made later than that. */
  @Test
  void beginsAtATimeThatItHasPassed() throws Exception {
    Thread.sleep(3);
    clock.begin(new LabTime(1_000));
    assertThat(clock.now()).isEqualTo(1_000);
    assertThat(clock.paused()).isTrue();
    clock.begin(new LabTime(9_000_000_000L));
    assertThat(clock.now()).isEqualTo(9_000_000_000L);
    clock.schedule(5, () -> {});
    assertThatThrownBy(() -> clock.begin(LabTime.START)).hasMessageContaining("waits");
  }

  @Test
  void firesWhatIsDueInTheOrderOfItsTimes() throws Exception {
    clock.pause();
    for (int i : new int[] {3, 1, 2}) {
      LabClock.Alarm _ = clock.schedule(i * 1_000L, () -> fired.add("" + i));
    }
    clock.advance(Duration.ofSeconds(1));
    Until.holds("all fired", () -> fired.size() == 3);
    assertThat(fired).containsExactly("1", "2", "3");
  }

  @Test
  void runsSlowerAtALowerSpeedAndNeverBack() throws Exception {
    clock.setSpeed(0.01);
    long real = System.nanoTime();
    long lab = clock.now();
    LabClock.Alarm _ = clock.schedule(1_000_000, () -> fired.add("1 ms"));
    Until.holds("a millisecond of the laboratory passed", () -> fired.size() == 1);
    long passed = clock.now() - lab;
    assertThat(System.nanoTime() - real).isGreaterThanOrEqualTo(99_000_000);
    assertThat(passed).isBetween(1_000_000L, (System.nanoTime() - real) / 99);
    clock.setSpeed(1);
    assertThat(clock.now()).isGreaterThanOrEqualTo(lab + passed);
  }

  @Test
  void refusesASpeedThatItDoesNotHave() {
    for (double speed : new double[] {0, -1, 1.5, Double.NaN}) {
      assertThatThrownBy(() -> clock.setSpeed(speed)).hasMessageContaining("speed must be");
    }
    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
        .hasMessageContaining("cannot go back");
  }
}
