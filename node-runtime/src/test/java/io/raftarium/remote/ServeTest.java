package io.raftarium.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.Until;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.Reply;
import io.raftarium.remote.Processes.Ended;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as its user runs it: a process and a database a node. */
@Tag("thorough")
class ServeTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void threeProcessesAreACluster() throws Exception {
    try (Processes processes = new Processes(folder, 3, false)) {
      Ended made = processes.run("init-db", "--admin", Processes.admin());
      assertThat(made.err()).isEmpty();
      assertThat(made.code()).isZero();
      assertThat(made.out()).contains("node 3: ").contains("made the node's rows");
      assertThat(processes.run("init-db", "--admin", Processes.admin()).out())
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

  @Test
  void anOperatorBreaksItAndMendsIt() throws Exception {
    try (Processes processes = new Processes(folder, 3, false).prepared();
        ClusterClient client = new ClusterClient(processes.cluster, "operator")) {
      for (int node = 1; node <= 3; node++) {
        processes.serve(node);
      }
      assertThat(client.submit(Command.put("a", "1"), LIMIT).status()).isEqualTo(Reply.Status.OK);
      int first = leader(client, processes);
      int second = first % 3 + 1;
      int third = second % 3 + 1;

      // The old leader is alone; the others go on without it.
      done(processes, "fault", "link", "" + first, second + "," + third, "--cut");
      Until.holds(
          "another leads", () -> status(client, second).leads() || status(client, third).leads());
      assertThat(client.submit(Command.put("a", "2"), LIMIT).status()).isEqualTo(Reply.Status.OK);
      assertThat(client.read("a", LIMIT).result().value().asString()).isEqualTo("2");
      done(processes, "fault", "heal");
      Until.holds("it follows again", () -> status(client, first).role().equals("follower"));

      // Handed over to whoever was alone.
      Until.holds(
          "it has caught up",
          () ->
              status(client, first).commitIndex()
                  == status(client, leader(client, processes)).commitIndex());
      done(processes, "transfer", "" + first);
      assertThat(status(client, first).leads()).isTrue();

      done(
          processes,
          "fault",
          "link",
          first + "",
          second + "",
          "--one-way",
          "--delay",
          "20",
          "--loss",
          "30");
      for (int i = 0; i < 10; i++) {
        assertThat(client.submit(Command.append("log", "x"), LIMIT).status())
            .isEqualTo(Reply.Status.OK);
      }
      done(processes, "fault", "heal");
      done(processes, "snapshot", "" + first);

      // Frozen, it is nobody's leader any more.
      done(processes, "fault", "pause", "" + first);
      Until.holds(
          "another leads", () -> status(client, second).leads() || status(client, third).leads());
      done(processes, "fault", "resume", "" + first);
      Until.holds("it follows again", () -> status(client, first).role().equals("follower"));

      done(processes, "config", "--voters", second + "," + third, "--learners", "" + first);
      assertThat(processes.run("fault", "link", "1", "1", "--cut").code()).isEqualTo(2);
      assertThat(processes.run("fault", "link", "1", "2", "--loss", "101").err())
          .contains("percentages from 0 to 100");
      assertThat(processes.run("fault", "crash", "7").err()).contains("has no node 7");
      // A stranger among them ends it before anything is done.
      assertThat(processes.run("fault", "pause", "" + second, "7").code()).isEqualTo(2);
      assertThat(status(client, second).process()).isEqualTo("running");

      done(processes, "fault", "crash", "" + first);
      Process crashed = Objects.requireNonNull(processes.running().get(first));
      assertThat(crashed.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(crashed.exitValue()).isEqualTo(137);
      assertThat(processes.run("fault", "heal").err())
          .contains("Node " + first + " cannot be reached");
      assertThat(client.read("log", LIMIT).result().value().asString()).isEqualTo("x".repeat(10));
      assertThat(processes.log(first)).contains("operator local: crashed");
    }
  }

  private static void done(Processes processes, String... arguments) throws Exception {
    Ended ended = processes.run(arguments);
    assertThat(ended.code()).as("%s: %s", String.join(" ", arguments), ended).isZero();
  }

  private static NodeReport status(ClusterClient client, int node) {
    return client.status(node, Duration.ofSeconds(2)).orElseThrow();
  }

  private static int leader(ClusterClient client, Processes processes) throws Exception {
    AtomicInteger leader = new AtomicInteger();
    Until.holds(
        "somebody leads",
        () -> {
          for (int node : processes.cluster.members().keySet()) {
            if (client.status(node, Duration.ofSeconds(2)).filter(NodeReport::leads).isPresent()) {
              leader.set(node);
            }
          }
          return leader.get() != 0;
        });
    return leader.get();
  }
}
