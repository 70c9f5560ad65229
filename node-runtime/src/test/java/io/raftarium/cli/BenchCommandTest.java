package io.raftarium.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A short load on real nodes. */
@Tag("thorough")
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

  @Test
  void theSameLoadIsPutOnEtcdWhereThereIsOne() throws Exception {
    assumeThat(Path.of("/usr/bin/etcd")).as("etcd is not installed here").isExecutable();
    Path json = folder.resolve("bench.json");
    int code =
        run(
            "bench",
            "--against=etcd",
            "--etcd=/usr/bin/etcd",
            "--writers=4",
            "--readers=4",
            "--failovers=1",
            "--seconds=1",
            "--warm-up=1",
            "--json=" + json);
    assertThat(code).as("%s", err).isZero();
    JsonNode figures = JsonMapper.shared().readTree(Files.readString(json));
    assertThat(figures.path("against").path("name").asString()).startsWith("etcd ");
    assertThat(figures.path("against").path("loads"))
        .hasSize(2)
        .allSatisfy(load -> assertThat(load.path("per_second").asDouble()).isPositive());
    // It waits for its election timeout as well.
    assertThat(figures.path("against").path("failover_ms").path(0).asDouble())
        .isBetween(500.0, 30_000.0);
    assertThat(figures.path("ratios")).hasSize(3);
    assertThat(figures.path("waterfall_ms").path("append").asDouble()).isPositive();
    assertThat(out.toString()).contains("ratio  write 4: ", "ratio  failover: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--nodes=0 | --nodes must be from 1 to 9, but is 0",
        "--writers=-1 | --writers must be numbers from 0 to 1024, but one is -1",
        "--nodes=1 | --failovers needs --nodes of 3 or more, but there are 1",
        "--json=/no/such/folder/bench.json | --json: /no/such/folder/bench.json cannot be written",
        "--against=zookeeper | --against can be etcd alone, but is zookeeper",
        "--against=etcd --etcd=/no/such/etcd | --etcd: /no/such/etcd is no program",
        "--against=etcd --etcd=/tmp | --etcd: /tmp is no program",
        "--seconds=0 | --seconds must be from 1 to 3600, but is 0"
      })
  void whatCannotBeMeasuredIsRefused(String option, String why) {
    List<String> words = new ArrayList<>(List.of("bench"));
    words.addAll(List.of(option.split(" ", -1)));
    assertThat(run(words.toArray(String[]::new))).isEqualTo(2);
    assertThat(err.toString()).contains(why);
  }
}
