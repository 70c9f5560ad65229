package io.raftarium.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.sim.Investigation;
import io.raftarium.sim.Laboratory;
import io.raftarium.sim.Report;
import io.raftarium.sim.Settings;
import io.raftarium.sim.Violation;
import io.raftarium.view.ClusterView;
import io.raftarium.view.NodeView;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what the simulator wrote of a run whose function has a fault put in on purpose. */
class RealRecordingTest {
  private static final Path FAULT =
      Path.of(
          "..", "sql", "src", "test", "resources", "ablations", "01-commit-counts-old-terms.sql");
  private static final int SEEDS = 60;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before any test
  static Path folder;

  @SuppressWarnings("NullAway.Init") // set before any test
  private static Path file;

  @SuppressWarnings("NullAway.Init") // set before any test
  private static Report found;

  @BeforeAll
  static void record() throws Exception {
    file = folder.resolve("run.jsonl");
    try (Laboratory laboratory = Laboratory.embedded(Files.readString(FAULT))) {
      for (long seed = 1; seed <= SEEDS; seed++) {
        Report report = laboratory.run(Settings.drawn(seed, 4_000, 50), () -> false);
        Violation violation = report.violation();
        if (violation != null) {
          found = report;
          Investigation.record(laboratory, report, file, () -> false);
          return;
        }
      }
    }
    throw new AssertionError("the fault broke nothing in " + SEEDS + " runs");
  }

  @Test
  void everyStepThatChangedSomethingTellsItsRules() throws Exception {
    Recording recording = (Recording) SavedFile.read(file, share -> {});
    List<JournalEntry> journal = recording.steps().getLast().view().journal();
    assertThat(journal)
        .isNotEmpty()
        .allSatisfy(step ->
            assertThat(recording.rules()).containsKeys(step.rules().toArray(String[]::new)));
    assertThat(journal).anySatisfy(step -> assertThat(step.rules()).isNotEmpty());
    assertThat(journal)
        .filteredOn(step -> step.event() instanceof Event.ElectionTimeout)
        .allSatisfy(step -> assertThat(step.rules()).isNotEmpty());
  }

  @Test
  void everyLineIsAStepUpToTheBreach() throws Exception {
    Recording recording = (Recording) SavedFile.read(file, share -> {});
    Violation violation = Objects.requireNonNull(found.violation());
    assertThat(recording.violated()).isEqualTo(violation.promise());
    assertThat(recording.what()).isEqualTo(violation.getMessage());
    assertThat(recording.seed()).isEqualTo(found.settings().seed());
    List<String> lines = Files.readAllLines(file);
    assertThat(recording.steps()).hasSize(lines.size() - 1);
    ClusterView last = recording.steps().getLast().view();
    assertThat(last.nodes()).hasSizeGreaterThanOrEqualTo(recording.nodes());
    assertThat(last.number()).isEqualTo(lines.size() - 1L);
    for (NodeView node : last.nodes().values()) {
      if (!node.log().isEmpty()) {
        assertThat(node.log().getLast().index()).isEqualTo(node.lastLogIndex());
        assertThat(node.log().getLast().term()).isEqualTo(node.lastLogTerm());
        assertThat(node.log().getFirst().index())
            .isEqualTo(node.lastLogIndex() - node.log().size() + 1);
      }
    }
    assertThat(recording.steps())
        .extracting(step -> step.view().leader())
        .anyMatch(Objects::nonNull);
    assertThat(last.journal()).isNotEmpty();
  }

  @Test
  void progressIsToldAndCanEndIt() throws Exception {
    List<Double> shares = new ArrayList<>();
    SavedFile.read(file, shares::add);
    assertThat(shares).isNotEmpty().isSorted().allMatch(share -> share >= 0 && share <= 1);
    assertThatThrownBy(() ->
            SavedFile.read(
                file,
                share -> {
                  throw new CancellationException();
                }))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void aFileThatWasCutOffIsTold() throws Exception {
    byte[] whole = Files.readAllBytes(file);
    Path half = folder.resolve("half.jsonl");
    Files.write(half, Arrays.copyOf(whole, whole.length - 7));
    assertThatThrownBy(() -> SavedFile.read(half, share -> {}))
        .isInstanceOf(SavedFileException.class)
        .hasMessageContaining("half.jsonl was cut off in line")
        .hasMessageContaining("Record the run again");
  }

  @Test
  void aNewerVersionIsTold() throws Exception {
    Path newer = folder.resolve("newer.jsonl");
    Files.writeString(newer, Files.readString(file).replaceFirst("\"version\":1", "\"version\":2"));
    assertThatThrownBy(() -> SavedFile.read(newer, share -> {}))
        .isInstanceOf(SavedFileException.class)
        .hasMessageContaining("version 2 of the recording format")
        .hasMessageContaining("newer");
  }

  @Test
  void whatIsNeitherKindIsTold() throws Exception {
    assertProblem("{\"format\":\"raftarium-song\"}", "the format \"raftarium-song\"");
    assertProblem("{\"a\":[1,{\"format\":\"raftarium-snapshot\"}]}", "does not name its format");
    assertProblem("[]", "neither a capture nor a recording");
    assertProblem("", "neither a capture nor a recording");
    assertProblem("\u0000\u0001", "neither a capture nor a recording");
    assertThatThrownBy(() -> SavedFile.read(folder, share -> {})).hasMessageContaining("a folder");
  }

  private static void assertProblem(String content, String message) throws Exception {
    Path other = folder.resolve("other");
    Files.write(other, content.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> SavedFile.read(other, share -> {}))
        .isInstanceOf(SavedFileException.class)
        .hasMessageContaining(message);
  }
}
