package io.raftarium.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs every scenario file under {@code src/test/resources/scenarios}. */
class ScenarioTest {
  private static final Path FOLDER = Path.of("src/test/resources/scenarios");

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Connection connection;

  @BeforeAll
  static void open() throws SQLException {
    connection = TestDatabase.migrated().getConnection();
    connection.setAutoCommit(false);
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }

  @TestFactory
  Stream<DynamicNode> scenarios() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .sorted()
          .<DynamicNode>map(ScenarioTest::file)
          .toList()
          .stream();
    }
  }

  private static DynamicContainer file(Path file) {
    try {
      List<Scenario> scenarios = Scenario.read(file);
      return DynamicContainer.dynamicContainer(
          file.getFileName().toString(),
          scenarios.stream()
              .map(
                  s -> DynamicTest.dynamicTest(s.title() + " (" + s.source() + ")", () -> run(s))));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void run(Scenario scenario) throws SQLException {
    try {
      new ScenarioRun(connection).run(scenario);
    } finally {
      connection.rollback();
    }
  }
}
