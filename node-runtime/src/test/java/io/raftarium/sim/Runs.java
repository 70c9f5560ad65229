package io.raftarium.sim;

import io.raftarium.sim.Stepper.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** Runs of which every step is written down, as one sum for each run. */
final class Runs {
  static final Path FILE = Path.of("src/test/resources/runs.txt");
  private static final int SEEDS = 8;
  private static final int STEPS = 1_500;
  private static final int FULL_CHECK = 100;

  private Runs() {}

  static List<Settings> all() {
    return LongStream.rangeClosed(1, SEEDS)
        .mapToObj(seed -> Settings.drawn(seed, STEPS, FULL_CHECK))
        .toList();
  }

  /** What is written of each. */
  static List<String> written() throws IOException {
    return Files.readAllLines(FILE).stream().filter(line -> !line.startsWith("#")).toList();
  }

  /** A line: the seed, the sum of all steps, and the first promise that was broken, if one was. */
  static String line(Laboratory laboratory, Settings settings) throws SQLException {
    Sum sum = new Sum();
    Report report = laboratory.run(settings, sum, () -> false);
    Violation violation = report.violation();
    return String.format(
        Locale.ROOT,
        "seed %d, %d steps: %s%s",
        settings.seed(),
        report.steps(),
        HexFormat.of().formatHex(sum.digest.digest()),
        violation == null ? "" : ", broken: " + violation.promise());
  }

  /** Of what each step took, answered, and left in the row and in the log. */
  private static final class Sum implements Simulation.Recorder {
    private final MessageDigest digest;

    Sum() {
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void step(long number, long time, Outcome outcome) {
      String text =
          number
              + " "
              + time
              + " "
              + outcome.step()
              + outcome.result()
              + outcome.row()
              + outcome.changes()
              + outcome.rules();
      digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
