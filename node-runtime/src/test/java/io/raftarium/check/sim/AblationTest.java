package io.raftarium.check.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Takes one rule out of the function at a time: the simulator has to notice every one. */
@Tag("soak")
class AblationTest {
  private static final Path FOLDER = Path.of("..", "sql", "src", "test", "resources", "ablations");
  private static final Path TABLE = Path.of("target", "ablations.md");
  private static final int SEEDS = 60;
  private static final int STEPS = 4000;
  private static final int FULL_CHECK = 50;

  static List<String> ablations() throws Exception {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("ablations")
  void isNoticed(String name) throws Exception {
    String sql = Files.readString(FOLDER.resolve(name));
    long steps = 0;
    try (Laboratory laboratory = SimulationTest.laboratory(sql)) {
      for (long seed = 1; seed <= SEEDS; seed++) {
        Report report = laboratory.run(Settings.drawn(seed, STEPS, FULL_CHECK), () -> false);
        Violation violation = report.violation();
        if (violation != null) {
          write(name, violation, seed, report.failedAt(), steps + report.failedAt());
          return;
        }
        steps += report.steps();
      }
    }
    assertThat(name).as("noticed by nothing in %d steps", steps).isEmpty();
  }

  private static void write(String name, Violation by, long seed, long step, long all)
      throws Exception {
    if (!Files.exists(TABLE)) {
      Files.writeString(
          TABLE, "| ablation | noticed by | seed | step | steps in all |\n|---|---|---|---|---|\n");
    }
    Files.writeString(
        TABLE,
        String.format(
            Locale.ROOT,
            "| %s | %s | %d | %d | %d |%n",
            name.replace(".sql", ""),
            by.invariant(),
            seed,
            step,
            all),
        StandardOpenOption.APPEND);
  }
}
