package io.raftarium.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.Until;
import io.raftarium.check.Verdict;
import io.raftarium.lab.FarLab;
import io.raftarium.promise.Kept;
import io.raftarium.server.PlainServer;
import io.raftarium.server.PlainServer.Machine;
import io.raftarium.site.Passwords;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@link NamespacesTest} runs in a network namespace that three others hang on, each with a
 * node and a server: writes go on while the leader's cable is pulled out and put back.
 */
final class NamespaceShow {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final int CLIENTS = 4;
  private static final long CALM_MILLIS = 4_000;

  private NamespaceShow() {}

  /** The address of a node. */
  static String address(int node) {
    return "10.77.0." + node;
  }

  /** With the folder to work in, and what the namespaces' names begin with. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    String prefix = arguments[1];
    List<PlainServer> servers = new ArrayList<>();
    try {
      List<Processes.Place> places = new ArrayList<>();
      for (int node = 1; node <= 3; node++) {
        Machine machine =
            new Machine(
                List.of("ip", "netns", "exec", prefix + node), address(node), "10.77.0.0/24");
        PlainServer server = PlainServer.start(folder.resolve("server" + node), machine);
        servers.add(server);
        places.add(new Processes.Place(machine, server.port(), "postgres"));
      }
      try (Processes processes =
          new Processes(folder, places, true, PlainServer.USER, PlainServer.PASSWORD).prepared()) {
        for (int node = 1; node <= 3; node++) {
          Process _ = processes.serve(node);
        }
        try (ClusterClient operator = new ClusterClient(processes.cluster, "operator");
            FarLab window = Attached.open(processes.cluster, "operator", new Passwords(Map.of()))) {
          play(processes, operator, window, prefix);
        }
      }
    } finally {
      for (PlainServer server : servers) {
        server.close();
      }
    }
  }

  private static void play(
      Processes processes, ClusterClient operator, FarLab window, String prefix) throws Exception {
    Until.holds("somebody leads", () -> leads(operator).isPresent());
    LoadedClients clients = new LoadedClients(7);
    NodeReport old;
    NodeReport next;
    double away;
    try (AutoCloseable _ = clients.start(processes.cluster, CLIENTS)) {
      Thread.sleep(CALM_MILLIS);
      old = leads(operator).orElseThrow();
      int cut = old.node();
      link(prefix, cut, "down");
      long pulled = System.nanoTime();
      Until.holds(
          "another leads",
          () -> leads(operator).filter(report -> report.node() != cut).isPresent());
      away = (System.nanoTime() - pulled) / 1e9;
      next = leads(operator).orElseThrow();
      Until.holds(
          "the window does not know of it",
          () ->
              state(window, cut) == NodeStatus.State.UNKNOWN
                  && window.cluster().view().feed().away().containsKey(cut));
      Thread.sleep(CALM_MILLIS);
      link(prefix, cut, "up");
      Until.holds("it is reached again", () -> state(window, cut) == NodeStatus.State.RUNNING);
      Thread.sleep(CALM_MILLIS);
    }
    Until.holds(
        "all have the same",
        () ->
            window.cluster().view().feed().away().isEmpty()
                && window.cluster().view().nodes().values().stream()
                        .map(NodeView::commitIndex)
                        .distinct()
                        .count()
                    == 1);
    Verdict verdict = clients.verify(operator);
    for (Kept kept : window.promises()) {
      assertThat(kept.breach()).as("%s", kept.promise()).isNull();
    }
    System.out.printf(
        Locale.ROOT,
        "node %d led term %d; its cable out, node %d led term %d within %.1f s; outcomes %s, longest"
            + " without an answer %.1f s; %s%n",
        old.node(),
        old.term(),
        next.node(),
        next.term(),
        away,
        clients.outcomes(),
        clients.longestSilence(),
        verdict);
    assertThat(next.term()).isGreaterThan(old.term());
  }

  private static NodeStatus.State state(FarLab window, int node) {
    NodeStatus process = window.cluster().processes().get(node);
    return process == null ? NodeStatus.State.UNKNOWN : process.state();
  }

  private static Optional<NodeReport> leads(ClusterClient operator) {
    for (int node = 1; node <= 3; node++) {
      Optional<NodeReport> report = operator.status(node, LIMIT).filter(NodeReport::leads);
      if (report.isPresent()) {
        return report;
      }
    }
    return Optional.empty();
  }

  /** This end of a node's cable is in the namespace that this program runs in. */
  private static void link(String prefix, int node, String way)
      throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("ip", "link", "set", prefix + node, way).inheritIO().start().waitFor();
    assertThat(code).isZero();
  }
}
