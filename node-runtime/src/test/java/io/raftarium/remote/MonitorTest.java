package io.raftarium.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.Until;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.Reply;
import io.raftarium.site.ClusterFile.Address;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What watches over a node sees of it. */
@Tag("thorough")
class MonitorTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void aNodeIsWatched() throws Exception {
    try (Processes processes = new Processes(folder, 3, false).prepared();
        ClusterClient client = new ClusterClient(processes.cluster, "operator")) {
      processes.serve(1, "json");
      Until.holds("it lives", () -> get(processes, "live").equals("200 yes\n"));
      assertThat(get(processes, "ready")).as("alone it has no leader").isEqualTo("503 no\n");
      processes.serve(2);
      processes.serve(3);
      Until.holds("it takes part", () -> get(processes, "ready").equals("200 yes\n"));
      for (int i = 0; i < 5; i++) {
        assertThat(client.submit(Command.put("a", "1"), LIMIT).status()).isEqualTo(Reply.Status.OK);
      }
      Until.holds(
          "it has them", () -> get(processes, "metrics").contains("raftarium_commit_index 7.0"));
      assertThat(get(processes, "metrics"))
          .contains("raftarium_term ")
          .contains("raftarium_role{role=\"follower\"}")
          .contains("raftarium_steps_total{type=\"Start\"} 1.0")
          .contains("raftarium_transaction_seconds_bucket")
          .contains("raftarium_batch_size_count")
          .contains("raftarium_mailbox_waiting 0.0")
          .contains("raftarium_database_reconnects_total 0.0");
      List<JsonNode> lines =
          processes
              .log(1)
              .lines()
              .filter(line -> line.startsWith("{"))
              .map(ExactJson.MAPPER::readTree)
              .toList();
      assertThat(lines)
          .isNotEmpty()
          .allSatisfy(line ->
              assertThat(line.path("mdc").path("node").asString("")).as("%s", line).isEqualTo("1"))
          .anySatisfy(
              line -> assertThat(line.path("mdc").path("role").asString("")).isEqualTo("follower"));
    }
  }

  private static String get(Processes processes, String what) throws Exception {
    Address monitor =
        Objects.requireNonNull(
            Objects.requireNonNull(processes.cluster.members().get(1)).monitor());
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://" + monitor + "/" + what))
                  .timeout(Duration.ofSeconds(5))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (ConnectException e) {
      return "nobody there";
    }
  }
}
