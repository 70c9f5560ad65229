package io.raftarium.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Functions with one thing wrong in each, made by machine: the scenarios have to notice. Those that
 * they do not notice are left in {@code target/mutants}, for the simulator, and told in {@code
 * target/mutants.md}.
 */
@Tag("mutants")
class MutantsTest {
  private static final Path SURVIVORS = Path.of("target", "mutants");
  private static final Path REPORT = Path.of("target", "mutants.md");

  /** What the scenarios catch at least by themselves; the simulator catches more. */
  private static final double LEAST_CAUGHT = 0.85;

  private static final int WORKERS = 2;

  /** All but what creates, drops, trims and binds nodes, and what tells of rows. */
  private static final String FUNCTIONS =
      """
      select p.proname, pg_get_functiondef(p.oid)
        from pg_proc p
       where p.pronamespace = 'raft'::regnamespace and p.prorettype <> 'trigger'::regtype
         and p.proname not in ('create_node', 'drop_node', 'trim_journal', 'bad_event', 'bad_field')
       order by p.proname
      """;

  private record Tried(Mutant mutant, String by) {}

  @Test
  void withNothingWrongNothingIsNoticed() throws Exception {
    try (Connection connection = TestDatabase.migrated().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      Mutant none = new Mutant("none", 0, "", "select 1");
      assertThat(
              by(
                  connection,
                  statement,
                  none,
                  new ArrayList<>(Scenario.all()),
                  TranscriptTest.written()))
          .isEmpty();
    }
  }

  @Test
  @Timeout(7_200)
  void nearlyAllAreNoticed() throws Exception {
    Queue<List<Mutant>> waiting = new ConcurrentLinkedQueue<>(mutants());
    List<Tried> tried = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        running.add(
            workers.submit(() -> {
              tryAll(waiting, tried);
              return null;
            }));
      }
      for (Future<?> worker : running) {
        worker.get();
      }
    }
    List<Tried> survivors =
        tried.stream()
            .filter(one -> one.by.isEmpty())
            .sorted(Comparator.comparing(one -> one.mutant.name()))
            .toList();
    report(tried, survivors);
    assertThat(1.0 * (tried.size() - survivors.size()) / tried.size())
        .as("caught; the others are in %s", REPORT)
        .isGreaterThan(LEAST_CAUGHT);
  }

  /** By function: one worker at a time changes a function. */
  private static List<List<Mutant>> mutants() throws SQLException {
    Map<String, List<Mutant>> byFunction = new TreeMap<>();
    String only = System.getProperty("raftarium.mutants", "");
    try (Connection connection = TestDatabase.migrated().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(FUNCTIONS)) {
      while (row.next()) {
        String name = row.getString(1);
        if (only.isEmpty() || List.of(only.split(",", -1)).contains(name)) {
          byFunction.put(name, Mutant.of(name, row.getString(2)));
        }
      }
    }
    return List.copyOf(byFunction.values());
  }

  private static void tryAll(Queue<List<Mutant>> waiting, List<Tried> tried)
      throws IOException, SQLException {
    // What noticed the last one of a function, often notices the next one.
    List<Scenario> scenarios = new ArrayList<>(Scenario.all());
    Map<Scenario, List<String>> transcripts = TranscriptTest.written();
    try (Connection connection = TestDatabase.migrated().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (List<Mutant> mutants = waiting.poll(); mutants != null; mutants = waiting.poll()) {
        for (Mutant mutant : mutants) {
          // One that runs for ever is noticed as well.
          statement.execute("set local statement_timeout = '5s'");
          tried.add(new Tried(mutant, by(connection, statement, mutant, scenarios, transcripts)));
          connection.rollback();
        }
      }
    }
  }

  /** What notices it, or nothing. */
  private static String by(
      Connection connection,
      Statement statement,
      Mutant mutant,
      List<Scenario> scenarios,
      Map<Scenario, List<String>> transcripts)
      throws SQLException {
    try {
      statement.execute(mutant.definition());
    } catch (SQLException e) {
      return "the server: " + e.getMessage();
    }
    for (Scenario scenario : scenarios) {
      Savepoint before = connection.setSavepoint();
      try {
        new ScenarioRun(connection).run(scenario);
        connection.rollback(before);
        if (!Transcript.of(connection, scenario).equals(transcripts.get(scenario))) {
          throw new AssertionError("another transcript");
        }
      } catch (AssertionError e) {
        scenarios.remove(scenario);
        scenarios.addFirst(scenario);
        return scenario.title();
      } finally {
        connection.rollback(before);
      }
    }
    return "";
  }

  private static void report(List<Tried> tried, List<Tried> survivors) throws IOException {
    Files.createDirectories(SURVIVORS);
    try (var old = Files.list(SURVIVORS)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    int number = 0;
    for (Tried survivor : survivors) {
      String name = String.format(Locale.ROOT, "%03d.sql", ++number);
      Files.writeString(
          SURVIVORS.resolve(name),
          "-- " + survivor.mutant.name() + "\n" + survivor.mutant.definition() + "\n");
    }
    Files.writeString(SURVIVORS.resolve("made"), Integer.toString(tried.size()));
    Map<String, List<Tried>> byFunction =
        tried.stream()
            .collect(
                Collectors.groupingBy(t -> t.mutant.function(), TreeMap::new, Collectors.toList()));
    StringBuilder text =
        new StringBuilder("| function | made | caught by the scenarios |\n|---|---|---|\n");
    byFunction.forEach((function, all) ->
        text.append(
            String.format(
                Locale.ROOT,
                "| %s | %d | %d |%n",
                function,
                all.size(),
                all.stream().filter(t -> !t.by.isEmpty()).count())));
    text.append(
        String.format(
            Locale.ROOT,
            "| all | %d | %d |%n%nNot noticed by a scenario:%n%n",
            tried.size(),
            tried.size() - survivors.size()));
    survivors.forEach(t -> text.append("- ").append(t.mutant.name()).append('\n'));
    Files.writeString(REPORT, text);
  }
}
