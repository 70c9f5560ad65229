package io.raftarium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A short load on real nodes. */
class BenchCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  private int run(String... words) {
    return RaftariumNode.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  @Test
  void aShortLoadHasItsFigures() throws Exception {
    Path json = folder.resolve("bench.json");
    int code =
        run(
            "bench",
            "--writers=1,8",
            "--readers=2",
            "--failovers=1",
            "--seconds=1",
            "--warm-up=0",
            "--json=" + json);
    assertThat(code).as("%s", err).isZero();
    assertThat(out.toString().lines())
        .anySatisfy(line -> assertThat(line).startsWith("write         1"))
        .anySatisfy(line -> assertThat(line).startsWith("read          2"))
        .anySatisfy(line -> assertThat(line).startsWith("leader killed 1 times"));
    JsonNode figures = JsonMapper.shared().readTree(Files.readString(json));
    assertThat(figures.path("loads"))
        .hasSize(3)
        .allSatisfy(load -> {
          assertThat(load.path("per_second").asDouble()).isPositive();
          assertThat(load.path("p50_ms").asDouble())
              .isPositive()
              .isLessThanOrEqualTo(load.path("max_ms").asDouble());
          assertThat(load.path("failed").asLong()).isZero();
        });
    // No write is answered before another node has waited for its election timeout.
    assertThat(figures.path("failover_ms").path(0).asDouble()).isBetween(500.0, 30_000.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--nodes=0 | --nodes must be from 1 to 9, but is 0",
        "--writers=-1 | --writers must be numbers from 0 to 1024, but one is -1",
        "--nodes=1 | --failovers needs --nodes of 3 or more, but there are 1",
        "--json=/no/such/folder/bench.json | --json: /no/such/folder/bench.json cannot be written",
        "--seconds=0 | --seconds must be from 1 to 3600, but is 0"
      })
  void whatCannotBeMeasuredIsRefused(String option, String why) {
    assertThat(run("bench", option)).isEqualTo(2);
    assertThat(err.toString()).contains(why);
  }
}
