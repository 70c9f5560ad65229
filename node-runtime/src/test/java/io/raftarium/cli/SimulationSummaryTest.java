package io.raftarium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Reports of runs on several machines, put together. */
class SimulationSummaryTest {
  @TempDir private Path folder;

  private String out = "";
  private String err = "";

  @Test
  void reportsOfRealRunsAreOne() throws Exception {
    Path first = folder.resolve("1.json");
    Path second = folder.resolve("2.json");
    assertThat(simulate("--seed", "1", "--seeds", "2", "--report", first.toString())).isZero();
    assertThat(simulate("--seed", "3", "--seeds", "1", "--report", second.toString())).isZero();
    assertThat(simulate("--merge", second.toString(), first.toString())).isZero();
    assertThat(out).contains("3 of 3 runs kept every promise, 900 steps in all");

    assertThat(simulate("--merge", first.toString(), first.toString())).isEqualTo(2);
    assertThat(err).contains("is in two of the reports");
    Files.writeString(second, "{}");
    assertThat(simulate("--merge", second.toString())).isEqualTo(2);
    assertThat(err).contains("is no report");
    assertThat(simulate("--merge", folder.resolve("none.json").toString())).isEqualTo(2);
  }

  private int simulate(String... arguments) {
    List<String> all = new ArrayList<>(List.of("simulate", "--steps", "300", "--nodes", "3"));
    all.addAll(List.of(arguments));
    StringWriter told = new StringWriter();
    StringWriter warned = new StringWriter();
    CommandLine command = RaftariumNode.commandLine();
    command.setOut(new PrintWriter(told, true)).setErr(new PrintWriter(warned, true));
    int code = command.execute(all.toArray(new String[0]));
    out = told.toString();
    err = warned.toString();
    return code;
  }

  @Test
  void whatIsMissingAndWhatWasFoundIsTold() {
    SimulationSummary.Found found =
        new SimulationSummary.Found(12, "LOG_MATCHING", "entry 3 differs", "raftarium-node …");
    SimulationSummary merged =
        SimulationSummary.merged(
            List.of(
                new SimulationSummary(range(10, 5), 4, 100, 0, 1, List.of(found)),
                new SimulationSummary(range(1, 5), 5, 100, 1, 2, List.of())));
    assertThat(merged.ranges()).hasSize(2);
    assertThat(merged.code()).isEqualTo(1);
    assertThat(String.join("\n", merged.lines()))
        .contains("violated: LOG_MATCHING, seed 12")
        .contains("not run: seeds 6 to 9")
        .contains("9 of 10 runs kept every promise, 200 steps in all")
        .contains("1 undecided");
    assertThat(new SimulationSummary(range(1, 5), 4, 100, 0, 1, List.of()).code())
        .as("one did not end")
        .isEqualTo(1);
    assertThat(new SimulationSummary(range(1, 5), 5, 100, 1, 1, List.of()).code()).isEqualTo(3);
  }

  private static List<SimulationSummary.Range> range(long first, long count) {
    return List.of(new SimulationSummary.Range(first, count));
  }
}
