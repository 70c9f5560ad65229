package io.raftarium.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.sql.Ablation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Takes one rule out of the function at a time: the simulator has to notice it. (Some scenario
 * notices every one, too: {@code ScenarioAblationTest} of the module sql.)
 */
@Tag("soak")
class AblationTest {
  private static final Path FOLDER = Path.of("..", "sql", "src", "test", "resources", "ablations");
  private static final Path TABLE = Path.of("target", "ablations.md");
  private static final int SEEDS = 60;
  private static final int STEPS = 4000;
  private static final int FULL_CHECK = 50;

  /** Faults that need certain things to come together: with few nodes and faults they do. */
  private static final Map<String, Set<Fault>> TOGETHER =
      Map.of(
          "snapshot-keeps-a-conflicting-suffix",
          EnumSet.of(Fault.PARTITION, Fault.BURST, Fault.SNAPSHOT),
          "counts-itself-before-stored",
          EnumSet.of(Fault.PARTITION, Fault.CUT, Fault.BURST, Fault.POWER),
          "stored-of-another-term",
          EnumSet.of(Fault.PARTITION, Fault.CUT, Fault.BURST, Fault.POWER),
          "read-without-a-round",
          EnumSet.of(Fault.PARTITION, Fault.PAUSE));

  /** What the simulator has not noticed in any run so far, only scenarios have, and why. */
  private static final Map<String, String> RARE =
      Map.of(
          "old-answers-count",
          "an answer has to outlive two elections, and its leader to be elected again",
          "ignored-refusal-is-answered",
          "it costs messages without end and breaks no promise",
          "removed-voter-never-campaigns",
          "it costs a leader and breaks no promise",
          "snapshot-end-is-not-compared",
          "a leader that keeps the rules never sends such entries");

  static List<Named<Ablation>> ablations() throws Exception {
    List<Ablation> all = new ArrayList<>(Ablation.all());
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        all.add(Ablation.of(file));
      }
    }
    return all.stream().map(each -> Named.of(each.id(), each)).toList();
  }

  @ParameterizedTest
  @MethodSource("ablations")
  void isNoticed(Ablation ablation) throws Exception {
    String name = ablation.id();
    long steps = 0;
    try (Laboratory laboratory = SimulationTest.laboratory(ablation)) {
      for (long seed = 1; seed <= SEEDS; seed++) {
        Set<Fault> together = TOGETHER.get(name);
        Settings settings =
            together == null
                ? Settings.drawn(seed, STEPS, FULL_CHECK)
                : new Settings(seed, STEPS, 3, together, FULL_CHECK);
        Report report = laboratory.run(settings, () -> false);
        Violation violation = report.violation();
        if (violation != null) {
          write(name, violation.promise(), seed, report.failedAt(), steps + report.failedAt());
          return;
        }
        steps += report.steps();
      }
    }
    write(name, "nothing", SEEDS, 0, steps);
    assertThat(RARE).as("%s was noticed by nothing in %d steps", name, steps).containsKey(name);
  }

  private static void write(String name, String by, long seed, long step, long all)
      throws Exception {
    if (!Files.exists(TABLE)) {
      Files.writeString(
          TABLE, "| ablation | noticed by | seed | step | steps in all |\n|---|---|---|---|---|\n");
    }
    Files.writeString(
        TABLE,
        String.format(Locale.ROOT, "| %s | %s | %d | %d | %d |%n", name, by, seed, step, all),
        StandardOpenOption.APPEND);
  }
}
