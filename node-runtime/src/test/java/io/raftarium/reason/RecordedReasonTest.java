package io.raftarium.reason;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.record.Recording;
import io.raftarium.record.SavedFile;
import io.raftarium.record.Tape;
import io.raftarium.record.Traces;
import io.raftarium.sim.Investigation;
import io.raftarium.sim.Laboratory;
import io.raftarium.sim.Report;
import io.raftarium.sim.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chains of causes in what the simulator wrote of its runs, with all the faults that it knows. */
class RecordedReasonTest {
  private static final int SEEDS = 2;
  private static final int STEPS = 1_500;
  private static final int MOMENTS = 8;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before any test
  Path folder;

  private static boolean tells(Reason reason, Class<? extends Fact> kind) {
    return reason.links().stream().anyMatch(link -> kind.isInstance(link.reason().fact()));
  }

  /** What is to be recorded up to its last step. */
  private static Report wholeRun(long seed) {
    Settings settings = Settings.drawn(seed, STEPS, STEPS);
    return new Report(
        settings, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Duration.ZERO, "", null, STEPS, "");
  }

  @Test
  void whateverIsAskedOfAnyNodeAtAnyMomentHoldsTogether() throws Exception {
    List<Reason> all = new ArrayList<>();
    try (Laboratory laboratory = Laboratory.embedded(null)) {
      for (long seed = 1; seed <= SEEDS; seed++) {
        Path file = folder.resolve("run-" + seed + ".jsonl");
        Investigation.record(laboratory, wholeRun(seed), file, () -> false);
        Tape tape = ((Recording) SavedFile.read(file, share -> {})).tape();
        Traces traces = new Traces(tape);
        for (int moment = 1; moment <= MOMENTS; moment++) {
          all.addAll(Chains.holdTogether(tape, traces, tape.last() * moment / MOMENTS));
        }
      }
    }
    // Something is told in most of them, from the leader's votes back to the timer.
    assertThat(all).hasSizeGreaterThan(300);
    assertThat(all)
        .filteredOn(reason ->
            tells(reason, Fact.VotesCounted.class) && tells(reason, Fact.TimerFired.class))
        .hasSizeGreaterThan(all.size() / 10);
    assertThat(all).anyMatch(reason -> tells(reason, Fact.Replicated.class));
    assertThat(all).anyMatch(reason -> tells(reason, Fact.InVain.class));
    assertThat(all)
        .filteredOn(reason -> reason.fact() instanceof Fact.Stepped)
        .anyMatch(reason -> ((Fact.Stepped) reason.fact()).change() instanceof Fact.Change.Loses);
  }
}
