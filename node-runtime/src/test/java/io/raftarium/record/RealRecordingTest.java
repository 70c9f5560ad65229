package io.raftarium.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.record.Traces.Trip;
import io.raftarium.sim.Investigation;
import io.raftarium.sim.Laboratory;
import io.raftarium.sim.Report;
import io.raftarium.sim.Settings;
import io.raftarium.sim.Violation;
import io.raftarium.sql.Ablation;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeView;
import io.raftarium.view.OwnTime;
import io.raftarium.view.WireMessage.Fate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what the simulator wrote of a run whose function has a fault put in on purpose. */
class RealRecordingTest {
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
    file = folder.resolve("run.jsonl.gz");
    try (Laboratory laboratory =
        Laboratory.embedded(Ablation.find("commit-counts-old-terms").orElseThrow())) {
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

  private static Recording read(Path from) throws IOException {
    return (Recording) SavedFile.read(from, share -> {});
  }

  @Test
  void everyStepThatChangedSomethingTellsItsRules() throws Exception {
    Recording recording = read(file);
    List<JournalEntry> journal = recording.tape().newest().journal();
    assertThat(journal)
        .isNotEmpty()
        .allSatisfy(step ->
            assertThat(recording.manifest().rules())
                .containsKeys(step.rules().toArray(String[]::new)));
    assertThat(journal).anySatisfy(step -> assertThat(step.rules()).isNotEmpty());
    assertThat(journal)
        .filteredOn(step -> step.event() instanceof Event.ElectionTimeout)
        .allSatisfy(step -> assertThat(step.rules()).isNotEmpty());
  }

  @Test
  void everyStepUpToTheBreachIsThere() throws Exception {
    Recording recording = read(file);
    Violation violation = Objects.requireNonNull(found.violation());
    assertThat(recording.damage()).isEmpty();
    assertThat(recording.ending().orElseThrow().broken())
        .containsExactly(
            new Ending.Broken(violation.promise(), Objects.requireNonNull(violation.getMessage())));
    assertThat(recording.manifest().seed()).isEqualTo(found.settings().seed());
    List<Happening.Read> reads = recording.tape().reads();
    ClusterView last = reads.getLast().view();
    assertThat(last.nodes()).hasSizeGreaterThanOrEqualTo(recording.manifest().nodes());
    assertThat(last.number()).isEqualTo(found.failedAt()).isEqualTo(reads.size());
    for (NodeView node : last.nodes().values()) {
      if (!node.log().isEmpty()) {
        assertThat(node.log().getLast().index()).isEqualTo(node.lastLogIndex());
        assertThat(node.log().getLast().term()).isEqualTo(node.lastLogTerm());
        assertThat(node.log().getFirst().index())
            .isEqualTo(node.lastLogIndex() - node.log().size() + 1);
      }
    }
    assertThat(reads).extracting(read -> read.view().leader()).anyMatch(Objects::nonNull);
  }

  /** What becomes of a message in a run is written down, also of those that are lost. */
  @Test
  void everyMessageHasItsSenderItsFateAndItsTaker() throws Exception {
    Recording recording = read(file);
    List<Trip> trips = new Traces(recording.tape()).all().trips();
    assertThat(trips).isNotEmpty().allSatisfy(trip -> assertThat(trip.sentBy()).isPositive());
    assertThat(trips).extracting(Trip::fate).contains(Fate.DELIVERED);
    assertThat(trips)
        .filteredOn(trip -> trip.takenBy() > 0)
        .isNotEmpty()
        .allSatisfy(trip -> {
          assertThat(trip.fate()).isEqualTo(Fate.DELIVERED);
          assertThat(trip.takenBy()).isGreaterThan(trip.ended());
        });
    Moment last = recording.tape().at(recording.tape().last(), "", "");
    assertThat(last.processes()).hasSameSizeAs(last.view().nodes());
    assertThat(last.submissions()).isNotEmpty();
  }

  @Test
  void progressIsToldAndCanEndIt() throws Exception {
    Path plain = folder.resolve("long.jsonl");
    String text = text();
    // Plain text is read too, as somebody leaves it who looked into it.
    Files.writeString(plain, text);
    List<Double> shares = new ArrayList<>();
    SavedFile.read(plain, shares::add);
    assertThat(shares).isNotEmpty().isSorted().allMatch(share -> share >= 0 && share <= 1);
    assertThatThrownBy(() ->
            SavedFile.read(
                plain,
                share -> {
                  throw new CancellationException();
                }))
        .isInstanceOf(CancellationException.class);
  }

  private static String text() throws IOException {
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What is whole of it is shown. */
  @Test
  void aFileThatWasCutOffIsShownUpToThere() throws Exception {
    byte[] whole = Files.readAllBytes(file);
    Path half = folder.resolve("half.jsonl.gz");
    Files.write(half, Arrays.copyOf(whole, whole.length / 2));
    Recording recording = read(half);
    Tape tape = recording.tape();
    assertThat(recording.ending()).isEmpty();
    assertThat(recording.damage())
        .isEqualTo(
            "The recording was never ended: it was cut off after happening " + tape.last() + ".");
    assertThat(tape.last()).isPositive().isLessThan(read(file).tape().last());
  }

  @Test
  void aDamagedLineIsNamed() throws Exception {
    List<String> lines = new ArrayList<>(text().lines().toList());
    lines.set(9, lines.get(9).replace("{", "["));
    Path bad = folder.resolve("bad.jsonl");
    Files.write(bad, lines);
    Recording recording = read(bad);
    assertThat(recording.damage()).startsWith("The file is damaged in line 10 (").contains("lost");
    assertThat(recording.tape().last()).isEqualTo(7);
    lines.set(0, lines.getFirst().replace("SIMULATION", "SONG"));
    Files.write(bad, lines);
    assertThatThrownBy(() -> read(bad))
        .isInstanceOf(SavedFileException.class)
        .hasMessageContaining("bad.jsonl");
  }

  @Test
  void aNewerVersionIsTold() throws Exception {
    Path newer = folder.resolve("newer.jsonl");
    Files.writeString(newer, text().replaceFirst("\"version\":1", "\"version\":2"));
    assertThatThrownBy(() -> read(newer))
        .isInstanceOf(SavedFileException.class)
        .hasMessageContaining("version 2 of the recording format")
        .hasMessageContaining("newer");
  }

  /** Files of every version that was ever written stay readable. */
  @Test
  void storedFilesOfEachVersionAreRead() throws Exception {
    Path old = Path.of("src", "test", "resources", "recordings", "simulation-1.jsonl");
    Recording steps = read(old);
    assertThat(steps.manifest().source()).isEqualTo(Manifest.Source.SIMULATION);
    assertThat(steps.manifest().seed()).isEqualTo(23);
    assertThat(steps.tape().reads()).hasSize(13);
    assertThat(steps.ending().orElseThrow().broken())
        .extracting(Ending.Broken::promise)
        .containsExactly("majority of votes");
    assertThat(new Traces(steps.tape()).all().trips())
        .extracting(Trip::fate)
        .containsOnly(Fate.DELIVERED);
    Recording run = read(Path.of("src", "test", "resources", "recordings", "recording-1.jsonl.gz"));
    assertThat(run.damage()).isEmpty();
    assertThat(run.manifest().seed()).isEqualTo(23);
    assertThat(run.tape().reads()).hasSize(13);
    NodeView three = Objects.requireNonNull(run.tape().newest().nodes().get(3));
    NodeView same = Objects.requireNonNull(steps.tape().newest().nodes().get(3));
    assertThat(three.state()).isEqualTo(same.state());
    assertThat(three.log()).isEqualTo(same.log());
    Recording lab = read(Path.of("..", "assets", "samples", "partition" + Recording.EXTENSION));
    assertThat(lab.damage()).isEmpty();
    assertThat(lab.manifest().source()).isEqualTo(Manifest.Source.LAB);
    assertThat(lab.tape().at(lab.tape().last(), "", "").processes().values())
        .hasSize(5)
        .allSatisfy(process -> assertThat(process.own()).isEqualTo(OwnTime.NONE));
    assertThat(lab.ending().orElseThrow().counts())
        .containsKeys("Read", "Stepped", "Sent", "Ended", "Done", "Asked", "Linked");
  }

  @Test
  void whatIsNeitherKindIsTold() throws Exception {
    assertProblem("{\"format\":\"raftarium-song\"}", "the format \"raftarium-song\"");
    assertProblem("{\"a\":[1,{\"format\":\"raftarium-snapshot\"}]}", "does not name its format");
    assertProblem("[]", "neither a capture nor a recording");
    assertProblem("", "neither a capture nor a recording");
    assertProblem("\u0000\u0001", "neither a capture nor a recording");
    assertProblem("{\"format\":\"raftarium-recording\",\"version\":1}", "other");
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
