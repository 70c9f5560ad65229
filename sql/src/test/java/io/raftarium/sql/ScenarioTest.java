package io.raftarium.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs every scenario file under {@code src/test/resources/scenarios}. */
class ScenarioTest {
  private static final Path FUNCTIONS = Path.of("src/main/resources/db/migration");
  private static final String NAME = "([A-Z][A-Za-z]+\\.[0-9a-z]+(?:\\.refused)?)";
  private static final Pattern WRITTEN = Pattern.compile("'" + NAME + "'");
  private static final Pattern TOLD = Pattern.compile("-- " + NAME + "  ");
  private static final Set<String> RAN = new TreeSet<>();

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
    return Stream.concat(
        Scenario.files().stream().map(ScenarioTest::file),
        Stream.of(
            DynamicTest.dynamicTest(
                "every rule ran, and every rule is listed", ScenarioTest::everyRuleRan)));
  }

  private static void everyRuleRan() throws SQLException, IOException {
    Set<String> listed = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select name from raft.rule where text <> '' and source <> ''")) {
      while (rows.next()) {
        assertThat(listed.add(rows.getString(1)))
            .as("%s is listed twice", rows.getString(1))
            .isTrue();
      }
    }
    assertThat(RAN).isEqualTo(listed);

    Set<String> written = new TreeSet<>();
    Set<String> told = new TreeSet<>();
    try (Stream<Path> files = Files.list(FUNCTIONS)) {
      for (Path file :
          files.filter(f -> !f.getFileName().toString().equals("R__05_rule.sql")).toList()) {
        String text = Files.readString(file);
        WRITTEN.matcher(text).results().forEach(found -> written.add(found.group(1)));
        TOLD.matcher(text).results().forEach(found -> told.add(found.group(1)));
      }
    }
    assertThat(written).as("rules that the functions name").isEqualTo(listed);
    assertThat(listed).as("rules that stand over their block").containsAll(told);
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
      ScenarioRun run = new ScenarioRun(connection);
      run.run(scenario);
      RAN.addAll(run.rules());
    } finally {
      connection.rollback();
    }
  }
}
