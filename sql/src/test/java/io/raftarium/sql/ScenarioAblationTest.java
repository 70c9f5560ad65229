package io.raftarium.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Takes one rule out of the function at a time, each in a database of its own: some scenario has to
 * notice; those that teach, and those in the folder. The table of which ones do is left in {@code
 * target/ablations.md}.
 */
@Tag("soak")
class ScenarioAblationTest {
  private static final Path FOLDER = Path.of("src/test/resources/ablations");
  private static final Path TABLE = Path.of("target", "ablations.md");
  private static final int TITLES = 3;

  private static final Map<String, List<String>> NOTICED = new TreeMap<>();

  static List<Named<Ablation>> ablations() throws IOException {
    List<Ablation> all = new ArrayList<>(Ablation.all());
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        all.add(Ablation.of(file));
      }
    }
    return all.stream().map(each -> Named.of(each.id(), each)).toList();
  }

  @Test
  void withEveryRuleNoScenarioFails() throws Exception {
    assertThat(failing("")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("ablations")
  void isNoticed(Ablation ablation) throws Exception {
    List<String> by = failing(ablation.sql());
    NOTICED.put(ablation.id(), by);
    assertThat(by).as("scenarios that notice %s", ablation.id()).isNotEmpty();
  }

  /** The titles of the scenarios that fail with the function so changed. */
  private static List<String> failing(String change) throws IOException, SQLException {
    List<String> titles = new ArrayList<>();
    try (Connection connection = TestDatabase.migrated().getConnection()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(change);
      }
      connection.setAutoCommit(false);
      for (Scenario scenario : Scenario.all()) {
        try {
          new ScenarioRun(connection).run(scenario);
        } catch (AssertionError e) {
          titles.add(scenario.title());
        } finally {
          connection.rollback();
        }
      }
    }
    return titles;
  }

  @AfterAll
  static void writeTable() throws IOException {
    String rows =
        NOTICED.entrySet().stream()
            .map(ScenarioAblationTest::row)
            .collect(
                Collectors.joining(
                    "", "| ablation | scenarios | the first |\n|---|---|---|\n", ""));
    Files.createDirectories(TABLE.getParent());
    Files.writeString(TABLE, rows);
  }

  private static String row(Map.Entry<String, List<String>> noticed) {
    List<String> titles = noticed.getValue();
    String first =
        titles.stream()
            .limit(TITLES)
            .map(title -> title.replace("|", "\\|"))
            .collect(Collectors.joining("; "));
    return "| " + noticed.getKey() + " | " + titles.size() + " | " + first + " |\n";
  }
}
