package io.raftarium.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every step of some runs does exactly what it did when {@code runs.txt} was written: who makes the
 * function faster sees that it does the same. Where a change is meant, {@code
 * -Draftarium.transcripts=write} writes the file anew.
 */
class SameRunsTest {
  @Test
  void everyStepDoesWhatItDid() throws Exception {
    List<String> lines = new ArrayList<>();
    try (Laboratory laboratory = SimulationTest.laboratory(null)) {
      for (Settings settings : Runs.all()) {
        lines.add(Runs.line(laboratory, settings));
      }
    }
    if (System.getProperty("raftarium.transcripts", "").equals("write")) {
      List<String> text = new ArrayList<>();
      text.add("# Sums of all steps of simulated runs; SameRunsTest says more.");
      text.addAll(lines);
      Files.write(Runs.FILE, text);
    }
    assertThat(lines).isEqualTo(Runs.written());
  }
}
