package io.raftarium.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.Until;
import io.raftarium.check.Verdict;
import io.raftarium.lab.FarLab;
import io.raftarium.promise.Kept;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.Reply;
import io.raftarium.remote.ClusterClient.Control;
import io.raftarium.remote.Processes.Place;
import io.raftarium.server.PlainServer;
import io.raftarium.site.Passwords;
import io.raftarium.site.SiteException;
import io.raftarium.view.LinkRule;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes, each with a server of its own, under faults that come one after the other, while
 * clients write and read. What was acknowledged stays, and the history is linearizable. {@code
 * -Draftarium.nemesis.seconds=600} makes it longer, {@code -Draftarium.nemesis.seed=…} another.
 */
@Tag("machines")
class NemesisTest {
  private static final int SECONDS = Integer.getInteger("raftarium.nemesis.seconds", 60);
  private static final long SEED = Long.getLong("raftarium.nemesis.seed", 2026);
  private static final int CLIENTS = 8;
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration STEER = Duration.ofSeconds(1);

  @TempDir private Path folder;

  private final LoadedClients clients = new LoadedClients(SEED);

  @Test
  @Timeout(3_600)
  void nothingAcknowledgedIsLost() throws Exception {
    List<PlainServer> servers = new ArrayList<>();
    try {
      for (int id = 1; id <= 3; id++) {
        servers.add(PlainServer.start(folder.resolve("server" + id)));
      }
      List<Place> places =
          servers.stream().map(server -> new Place(server.port(), "postgres")).toList();
      try (Processes processes =
              new Processes(folder, places, false, PlainServer.USER, PlainServer.PASSWORD)
                  .prepared();
          ClusterClient operator = new ClusterClient(processes.cluster, "operator")) {
        for (int id = 1; id <= 3; id++) {
          processes.serve(id);
        }
        try (FarLab watching =
            Attached.open(processes.cluster, "operator", new Passwords(Map.of()))) {
          Map<String, Integer> faults = play(processes, operator, servers);
          mend(processes, operator);
          allVote(operator, servers);
          verify(operator, servers, faults);
          promises(watching);
        }
      }
    } finally {
      for (PlainServer server : servers) {
        server.close();
      }
    }
  }

  /** As somebody saw them kept who only looked at the databases and at what the nodes told. */
  private static void promises(FarLab watching) {
    long checked = 0;
    for (Kept kept : watching.promises()) {
      assertThat(kept.breach()).as("%s", kept.promise()).isNull();
      checked += kept.checked();
    }
    System.out.printf(
        Locale.ROOT,
        "nemesis: %d promises kept, %d things checked, %d happenings on the tape%n",
        watching.promises().size(),
        checked,
        watching.tape().last());
    assertThat(watching.promises()).isNotEmpty();
    assertThat(checked).isPositive();
  }

  private Map<String, Integer> play(
      Processes processes, ClusterClient operator, List<PlainServer> servers) throws Exception {
    try (AutoCloseable _ = clients.start(processes.cluster, CLIENTS)) {
      return new Nemesis(processes, operator, servers).play(Duration.ofSeconds(SECONDS));
    }
  }

  private void mend(Processes processes, ClusterClient operator) throws Exception {
    for (int each = 1; each <= 3; each++) {
      int id = each;
      assertThat(processes.running().get(id))
          .as("node %d: %s", id, processes.log(id))
          .matches(running -> running != null && running.isAlive());
      Until.holds(
          "node " + id + " is well again",
          () -> {
            try {
              long _ = operator.heal(id, STEER);
              operator.control(id, Control.RESUME, STEER);
              return true;
            } catch (SiteException e) {
              return false;
            }
          });
    }
  }

  private void allVote(ClusterClient operator, List<PlainServer> servers) throws Exception {
    Until.holds(
        "all vote again",
        () ->
            operator
                    .ask(
                        request -> Event.ChangeConfig.of(request, List.of(1, 2, 3), List.of()),
                        LIMIT)
                    .status()
                == Reply.Status.OK);
    Until.holds(
        "all have the same",
        () -> {
          TreeSet<Long> committed = new TreeSet<>();
          for (PlainServer server : servers) {
            committed.add(number(server, "min(commit_index)"));
          }
          return committed.size() == 1;
        });
  }

  private void verify(
      ClusterClient operator, List<PlainServer> servers, Map<String, Integer> faults)
      throws Exception {
    Verdict verdict = clients.verify(operator);
    System.out.printf(
        Locale.ROOT,
        "nemesis: %d s, seed %d, faults %s, outcomes %s, longest without an answer %.1f s, %s%n",
        SECONDS,
        SEED,
        faults,
        clients.outcomes(),
        clients.longestSilence(),
        verdict);
    sameLogs(servers);
  }

  /** What all have committed, and still have in their logs, is the same in all three databases. */
  private static void sameLogs(List<PlainServer> servers) throws Exception {
    long committed = Long.MAX_VALUE;
    long compacted = 0;
    for (PlainServer server : servers) {
      committed = Math.min(committed, number(server, "min(commit_index)"));
      compacted = Math.max(compacted, number(server, "max(snapshot_index)"));
    }
    List<String> logs = new ArrayList<>();
    for (PlainServer server : servers) {
      logs.add(
          one(
              server,
              "select md5(string_agg(concat_ws(',', log_index, term, kind, command), ';' order by log_index))"
                  + " from raft.raft_log where log_index > "
                  + compacted
                  + " and log_index <= "
                  + committed));
    }
    assertThat(logs).containsOnly(logs.getFirst());
    assertThat(committed).isGreaterThan(compacted);
  }

  private static long number(PlainServer server, String what) throws Exception {
    return Long.parseLong(one(server, "select " + what + "::text from raft.raft_state"));
  }

  private static String one(PlainServer server, String query) throws Exception {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Breaks one thing after the other, and mends each after a while. */
  private static final class Nemesis {
    private final Processes processes;
    private final ClusterClient operator;
    private final List<PlainServer> servers;
    private final Random random = new Random(SEED);
    private final Map<String, Integer> counts = new TreeMap<>();

    Nemesis(Processes processes, ClusterClient operator, List<PlainServer> servers) {
      this.processes = processes;
      this.operator = operator;
      this.servers = servers;
    }

    Map<String, Integer> play(Duration time) throws Exception {
      long end = System.nanoTime() + time.toNanos();
      pause(2_000);
      while (System.nanoTime() - end < 0) {
        int node = 1 + random.nextInt(3);
        switch (random.nextInt(10)) {
          case 0 -> {
            count("kill");
            processes.kill(node);
            pause(1_500);
            processes.serve(node);
          }
          case 1 -> {
            count("server");
            servers.get(node - 1).stop("immediate");
            pause(1_500);
            servers.get(node - 1).start();
          }
          case 2 -> {
            count("stop");
            signal("-STOP", node);
            pause(1_500);
            signal("-CONT", node);
          }
          case 3 -> {
            count("cut");
            links(node, new LinkRule(true, Duration.ZERO, Duration.ZERO, 0, 0), true);
          }
          case 4 -> {
            count("one-way");
            links(node, new LinkRule(true, Duration.ZERO, Duration.ZERO, 0, 0), false);
          }
          case 5 -> {
            count("bad links");
            links(
                node,
                new LinkRule(false, Duration.ofMillis(20), Duration.ofMillis(60), 20, 20),
                true);
          }
          case 6 -> {
            count("pause");
            steer(() -> operator.control(node, Control.PAUSE, STEER));
            pause(1_500);
            steer(() -> operator.control(node, Control.RESUME, STEER));
          }
          case 7 -> {
            count("clock jump");
            Duration by = Duration.ofMillis(200 + random.nextInt(5_000));
            steer(() -> operator.jump(node, by, STEER));
          }
          case 8 -> {
            count("configuration");
            configure(Stream.of(1, 2, 3).filter(id -> id != node).toList());
            pause(1_500);
            configure(List.of(1, 2, 3));
          }
          default -> {
            count("transfer");
            Reply _ = operator.transfer(node, STEER);
          }
        }
        pause(1_000);
      }
      return counts;
    }

    private void configure(List<Integer> voters) {
      Reply _ =
          operator.ask(
              request -> Event.ChangeConfig.of(request, voters, List.of()), Duration.ofSeconds(2));
    }

    private void links(int node, LinkRule rule, boolean both) throws InterruptedException {
      List<Integer> others = List.of(1 + node % 3, 1 + (node + 1) % 3);
      steer(() -> operator.links(node, others, rule, STEER));
      if (both) {
        for (int other : others) {
          steer(() -> operator.links(other, List.of(node), rule, STEER));
        }
      }
      pause(2_500);
      for (int each = 1; each <= 3; each++) {
        int id = each;
        steer(() -> {
          long _ = operator.heal(id, STEER);
        });
      }
    }

    @FunctionalInterface
    private interface Act {
      void run() throws SiteException;
    }

    /** A node that cannot be reached is broken enough. */
    private static void steer(Act act) {
      try {
        act.run();
      } catch (SiteException e) {
        // It is healed in the end.
      }
    }

    private void signal(String name, int node) throws Exception {
      Process process = processes.running().get(node);
      if (process != null) {
        int _ = new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
      }
    }

    private void pause(int most) throws InterruptedException {
      Thread.sleep(200 + random.nextInt(most));
    }

    private void count(String what) {
      counts.merge(what, 1, Integer::sum);
    }
  }
}
