package io.raftarium.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.sql.Ablation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final Set<Fault> ALL = EnumSet.allOf(Fault.class);
  private static Laboratory laboratory;

  @BeforeAll
  static void start() throws Exception {
    laboratory = laboratory(null);
  }

  @AfterAll
  static void stop() throws Exception {
    laboratory.close();
  }

  /** Where {@code raftarium.test.db} says, with a fault put in unless it is null. */
  static Laboratory laboratory(@Nullable Ablation ablation) throws Exception {
    String where = System.getProperty("raftarium.test.db", "embedded");
    return where.startsWith("jdbc:")
        ? Laboratory.on(where, ablation)
        : Laboratory.embedded(ablation);
  }

  @Test
  void theSameSeedGivesTheSameRunByteForByte() throws Exception {
    Settings settings = new Settings(42, 1500, 3, ALL, 500);
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();

    Report a = laboratory.run(settings, writeInto(first), () -> false);
    Report b = laboratory.run(settings, writeInto(second), () -> false);

    assertThat(first).hasSize(1500).isEqualTo(second);
    assertThat(a.history()).isNotEmpty().isEqualTo(b.history());
  }

  @Test
  void runsSideBySideAreTheSameAsAlone() throws Exception {
    Settings one = new Settings(43, 1000, 5, ALL, 500);
    Settings two = new Settings(44, 1000, 3, ALL, 500);
    Report alone = laboratory.run(one, () -> false);
    Report otherAlone = laboratory.run(two, () -> false);

    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Report> first = threads.submit(() -> laboratory.run(one, () -> false));
      Future<Report> second = threads.submit(() -> laboratory.run(two, () -> false));

      assertThat(first.get(1, TimeUnit.MINUTES).history()).isEqualTo(alone.history());
      assertThat(second.get(1, TimeUnit.MINUTES).history()).isEqualTo(otherAlone.history());
    }
  }

  @Test
  void otherSeedsGiveOtherRuns() throws Exception {
    Report a = laboratory.run(new Settings(1, 500, 3, ALL, 500), () -> false);
    Report b = laboratory.run(new Settings(2, 500, 3, ALL, 500), () -> false);

    assertThat(a.history()).isNotEqualTo(b.history());
  }

  @Test
  void noPromiseIsBrokenUnderAnyFault() throws Exception {
    for (long seed = 100; seed < 106; seed++) {
      Report report = laboratory.run(Settings.drawn(seed, 1500, 500), () -> false);

      assertThat(report.violation()).as(report.summary()).isNull();
      assertThat(report.undecided()).isEmpty();
      assertThat(report.steps()).isEqualTo(1500);
      assertThat(report.committed()).as(report.summary()).isPositive();
    }
  }

  @Test
  void withoutFaultsOneLeaderServesEverybody() throws Exception {
    Report report = laboratory.run(new Settings(7, 2000, 5, Set.of(), 500), () -> false);

    assertThat(report.good()).isTrue();
    assertThat(report.leaders()).isEqualTo(1);
    assertThat(report.succeeded()).isGreaterThan(report.operations() / 2);
  }

  @Test
  void aRunCanBeCancelled() throws Exception {
    List<String> steps = new ArrayList<>();

    Report report =
        laboratory.run(
            new Settings(7, 100_000, 3, ALL, 500), writeInto(steps), () -> steps.size() >= 50);

    assertThat(report.good()).isTrue();
    assertThat(report.steps()).isBetween(50L, 60L);
  }

  private static Simulation.Recorder writeInto(List<String> lines) {
    return (number, time, outcome) ->
        lines.add(number + " " + time + " " + outcome.step() + outcome.result() + outcome.row());
  }
}
