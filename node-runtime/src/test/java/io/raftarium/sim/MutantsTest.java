package io.raftarium.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.raftarium.sql.Ablation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Functions with one thing wrong in each that no scenario noticed ({@code MutantsTest} of the
 * module sql leaves them): a bounded run of the simulator has to notice, or it is explained why
 * nothing can. The report is {@code target/mutants.md}.
 */
@Tag("mutants")
class MutantsTest {
  private static final Path SURVIVORS = Path.of("..", "sql", "target", "mutants");
  private static final Path EXPLAINED =
      Path.of("..", "sql", "src", "test", "resources", "mutants.txt");
  private static final Path REPORT = Path.of("target", "mutants.md");

  /** No step takes that long but one that runs for ever. */
  private static final String LIMIT = "\n;alter role current_user set statement_timeout = '20s'";

  private static final double LEAST_CAUGHT = 0.95;

  @Test
  @Timeout(7_200)
  void nearlyAllAreNoticed() throws Exception {
    assumeThat(SURVIVORS.resolve("made")).as("run the module sql first").exists();
    int made = Integer.parseInt(Files.readString(SURVIVORS.resolve("made")));
    List<Path> files;
    try (Stream<Path> all = Files.list(SURVIVORS)) {
      files = all.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
    }
    Set<String> equal = explained();
    List<String> written = Runs.written();
    List<String> noticed = new ArrayList<>();
    List<String> alive = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (Path file : files) {
      String sql = Files.readString(file);
      String name = sql.lines().findFirst().orElse("").substring("-- ".length());
      if (equal.contains(name)) {
        told.add(name);
      } else {
        String by = noticedBy(sql, written);
        (by.isEmpty() ? alive : noticed).add(name + (by.isEmpty() ? "" : ", by " + by));
      }
    }
    int count = made - told.size();
    double caught = 1.0 * (count - alive.size()) / count;
    Files.createDirectories(REPORT.getParent());
    Files.writeString(
        REPORT,
        String.format(
                Locale.ROOT,
                "%d made, %d of them the same by another text (%s); of %d others %d caught by scenarios,"
                    + " %d by the simulator alone, %d by nothing: %.1f %% caught%n",
                made,
                told.size(),
                EXPLAINED.getFileName(),
                count,
                made - files.size(),
                noticed.size(),
                alive.size(),
                100 * caught)
            + list("By the simulator alone", noticed)
            + list("By nothing", alive));
    assertThat(caught).as("caught; see %s", REPORT).isGreaterThanOrEqualTo(LEAST_CAUGHT);
  }

  private static String list(String title, List<String> names) {
    return "\n"
        + title
        + ":\n\n"
        + names.stream().map(name -> "- " + name + "\n").collect(Collectors.joining());
  }

  /** Those that cannot be noticed, each on a line under the reason. */
  private static Set<String> explained() throws Exception {
    return Files.readAllLines(EXPLAINED).stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String noticedBy(String sql, List<String> written) throws Exception {
    String other = "";
    try (Laboratory laboratory = Laboratory.embedded(Ablation.of("mutant", sql + LIMIT))) {
      for (Settings settings : Runs.all()) {
        String line = Runs.line(laboratory, settings);
        int broken = line.indexOf("broken: ");
        if (broken >= 0) {
          return line.substring(broken);
        }
        if (!written.contains(line)) {
          other = "other steps than are written";
          break;
        }
      }
      return other;
    } catch (Exception e) {
      return "an error: " + e.getClass().getSimpleName();
    }
  }
}
