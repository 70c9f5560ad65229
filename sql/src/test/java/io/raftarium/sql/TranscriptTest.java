package io.raftarium.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every step of every scenario does exactly what is written under {@code transcripts}, not only
 * what its scenario looks at. Where a change is meant, {@code -Draftarium.transcripts=write} writes
 * them anew, to be read line by line.
 */
class TranscriptTest {
  private static final Path FOLDER = Path.of("src/test/resources/transcripts");

  static List<Path> files() throws IOException {
    return Scenario.files();
  }

  /** The lines of a scenario in its file. */
  static Path of(Path scenarios) {
    return FOLDER.resolve(scenarios.getFileName());
  }

  /** What is written of each scenario. */
  static Map<Scenario, List<String>> written() throws IOException {
    Map<Scenario, List<String>> all = new HashMap<>();
    for (Path file : files()) {
      Iterator<Scenario> scenarios = Scenario.read(file).iterator();
      List<String> lines = new ArrayList<>();
      for (String line : Files.readAllLines(of(file))) {
        if (line.startsWith("# ")) {
          lines = new ArrayList<>();
          all.put(scenarios.next(), lines);
        } else {
          lines.add(line);
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyStepDoesWhatIsWritten(Path file) throws IOException, SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = TestDatabase.migrated().getConnection()) {
      connection.setAutoCommit(false);
      for (Scenario scenario : Scenario.read(file)) {
        lines.add("# " + scenario.title());
        lines.addAll(Transcript.of(connection, scenario));
      }
    }
    if (System.getProperty("raftarium.transcripts", "").equals("write")) {
      Files.createDirectories(FOLDER);
      Files.write(of(file), lines);
    }
    assertThat(lines).isEqualTo(Files.readAllLines(of(file)));
  }
}
