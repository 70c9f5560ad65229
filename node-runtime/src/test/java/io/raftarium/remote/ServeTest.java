package io.raftarium.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.Until;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.Reply;
import io.raftarium.remote.Processes.Ended;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as its user runs it: a process and a database a node. */
class ServeTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void threeProcessesAreACluster() throws Exception {
    try (Processes processes = new Processes(folder, 3, false)) {
      Ended made = processes.run("init-db", "--admin", processes.admin());
      assertThat(made.err()).isEmpty();
      assertThat(made.code()).isZero();
      assertThat(made.out()).contains("node 3: ").contains("made the node's rows");
      assertThat(processes.run("init-db", "--admin", processes.admin()).out())
          .contains("node 3: the schema was there, the login is ")
          .contains("the node's rows were there");
      for (int node = 1; node <= 3; node++) {
        processes.serve(node);
      }

      Ended put =
          processes.run("submit", "{\"op\":\"put\",\"key\":\"Äpfel 🍏\",\"value\":3}", "--json");
      assertThat(put.err()).isEmpty();
      assertThat(put.code()).as("%s%n%s", put, processes.log(1)).isZero();
      assertThat(ExactJson.MAPPER.readTree(put.out()).path("status").asString()).isEqualTo("ok");
      assertThat(processes.run("read", "Äpfel 🍏").out().strip()).isEqualTo("3");
      assertThat(processes.run("read", "nothing").out().strip()).isEqualTo("null");

      try (ClusterClient client = new ClusterClient(processes.cluster, "operator")) {
        int leader = leader(client, processes);
        assertThat(processes.run("status").out()).contains("leader").contains("follower");
        processes.kill(leader);
        // Exactly once, whoever leads.
        for (int i = 0; i < 20; i++) {
          Reply reply = client.submit(Command.append("log", "x"), LIMIT);
          assertThat(reply.status()).as("write %d: %s", i, reply).isEqualTo(Reply.Status.OK);
        }
        assertThat(client.read("log", LIMIT).result().value().asString()).isEqualTo("x".repeat(20));
        assertThat(processes.run("status").out()).contains("cannot be reached");
        processes.serve(leader);
        Until.holds(
            "the killed node has caught up",
            () ->
                client
                    .status(leader, Duration.ofSeconds(1))
                    .map(status -> status.commitIndex() > 20)
                    .orElse(false));
      }
      for (Process process : processes.running().values()) {
        process.destroy();
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
      }
      for (int node = 1; node <= 3; node++) {
        assertThat(processes.log(node)).contains("listens on 127.0.0.1:").doesNotContain("secret");
      }
    }
  }

  private static int leader(ClusterClient client, Processes processes) {
    for (int node : processes.cluster.members().keySet()) {
      if (client.status(node, Duration.ofSeconds(2)).orElseThrow().leads()) {
        return node;
      }
    }
    throw new AssertionError("nobody leads");
  }
}
