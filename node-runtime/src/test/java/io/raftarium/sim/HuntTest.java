package io.raftarium.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.record.Ending;
import io.raftarium.record.Recording;
import io.raftarium.record.SavedFile;
import io.raftarium.sim.Hunt.Found;
import io.raftarium.sql.Ablation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** For each rule that can be left out a run is found that shows what it is for. */
@Tag("thorough")
class HuntTest {
  private static final Path TABLE = Path.of("target", "hunts.md");
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration SHRINKING = Duration.ofSeconds(8);

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  static List<String> ablations() {
    return Ablation.all().stream().map(Ablation::id).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vote-is-forgotten-at-start", "truncates-matching-suffix"})
  void aRunIsFoundAndRecordedUpToTheStepThatBreaks(String id) throws Exception {
    Found found = found(id, Duration.ofSeconds(1));
    Recording recording = (Recording) SavedFile.read(found.file(), share -> {});
    Violation violation = Objects.requireNonNull(found.report().violation());
    assertThat(recording.manifest().modified()).isEqualTo(id);
    assertThat(recording.tape().reads().getLast().view().number())
        .isEqualTo(found.report().failedAt());
    assertThat(recording.ending().orElseThrow().broken())
        .extracting(Ending.Broken::promise)
        .contains(violation.promise());
    assertThat(found.report().failedAt()).isLessThanOrEqualTo(found.firstSteps());
    String function = Objects.requireNonNull(Ablation.find(id).orElseThrow().function());
    assertThat(recording.manifest().functions().get(function)).contains("MODIFIED");
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("ablations")
  void aRunIsFoundForEach(String id) throws Exception {
    found(id, SHRINKING);
  }

  @Test
  void itEndsWhenNobodyWantsItAnyMore() throws Exception {
    Hunt hunt =
        new Hunt(Ablation.find("session-is-ignored").orElseThrow(), LIMIT, SHRINKING, folder);
    long[] told = new long[1];
    assertThat(hunt.run(() -> told[0] > 0, state -> told[0]++)).isInstanceOf(Hunt.Cancelled.class);
    assertThat(folder).isEmptyDirectory();
  }

  private Found found(String id, Duration shrinking) throws IOException {
    Hunt hunt = new Hunt(Ablation.find(id).orElseThrow(), LIMIT, shrinking, folder);
    Hunt.End end = hunt.run(() -> false, state -> {});
    assertThat(end).as(id).isInstanceOf(Found.class);
    Found found = (Found) end;
    write(id, found);
    return found;
  }

  private static void write(String id, Found found) throws IOException {
    Violation violation = Objects.requireNonNull(found.report().violation());
    if (!Files.exists(TABLE)) {
      Files.writeString(
          TABLE,
          "| ablation | breaks | found after, s | seed | step | smallest, steps | nodes | runs |"
              + " all of it, s |\n|---|---|---|---|---|---|---|---|---|\n");
    }
    String line =
        String.format(
            Locale.ROOT,
            "| %s | %s | %.1f | %d | %d | %d | %d | %d | %.1f |%n",
            id,
            violation.promise(),
            found.found().toMillis() / 1e3,
            found.seed(),
            found.firstSteps(),
            found.report().failedAt(),
            found.report().settings().nodes(),
            found.runs(),
            found.took().toMillis() / 1e3);
    Files.writeString(TABLE, line, StandardOpenOption.APPEND);
  }
}
