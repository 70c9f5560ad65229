package io.raftarium.cli;

import io.raftarium.remote.ClusterClient;
import io.raftarium.remote.NodeReport;
import io.raftarium.site.ClusterFile;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Says what each node of a cluster says of itself. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Says what each node of a cluster says of itself.",
      "",
      "As JSON: node, process (running, paused, ended, failed), role, term, leader (0 for nobody),"
          + " commit_index, version (steps of the node), last_step_us (with the commit),"
          + " election_timer and heartbeat_timer where they run (left_us, whole_us), and links: what"
          + " is set for its messages to peers (to, cut, delay_us, jitter_us, loss_percent,"
          + " duplicate_percent). A node that cannot be reached has process unreached alone."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:a leader was among those that answered",
      "1:no leader was",
      "2:bad input",
      "5:no node could be reached"
    },
    footerHeading = "%nExample:%n",
    footer = "  raftarium-node status --cluster orchard.yaml")
final class StatusCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  @Spec private CommandSpec spec;

  @Mixin private CallerOptions cluster;

  @Option(names = "--json", description = "As a JSON array, an object a node.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
  StatusCommand() {}

  @Override
  public Integer call() {
    ClusterFile file = cluster.read();
    Map<Integer, Optional<NodeReport>> told = new TreeMap<>();
    try (ClusterClient asking = cluster.client(file)) {
      Map<Integer, CompletableFuture<Optional<NodeReport>>> answers = new TreeMap<>();
      for (int node : file.members().keySet()) {
        answers.put(node, CompletableFuture.supplyAsync(() -> asking.status(node, LIMIT)));
      }
      answers.forEach((node, answer) -> told.put(node, answer.join()));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      told.forEach((node, status) ->
          all.add(
              status
                  .map(NodeReport::json)
                  .orElseGet(() ->
                      JsonNodeFactory.instance
                          .objectNode()
                          .put("node", node)
                          .put("process", "unreached"))));
      out.println(all);
    } else {
      out.printf(
          Locale.ROOT,
          "%-6s %-22s %-14s %6s %7s %8s%n",
          "node",
          "address",
          "role",
          "term",
          "leader",
          "commit");
      told.forEach((node, status) -> row(out, file, node, status));
    }
    if (told.values().stream().allMatch(Optional::isEmpty)) {
      return ClientOptions.UNREACHED;
    }
    return told.values().stream().flatMap(Optional::stream).anyMatch(NodeReport::leads) ? 0 : 1;
  }

  private static void row(
      PrintWriter out, ClusterFile file, int node, Optional<NodeReport> status) {
    ClusterFile.Member member = file.members().get(node);
    String address = member == null ? "" : member.address().toString();
    if (status.isEmpty()) {
      out.printf(Locale.ROOT, "%-6d %-22s %s%n", node, address, "cannot be reached");
      return;
    }
    NodeReport is = status.get();
    out.printf(
        Locale.ROOT,
        "%-6d %-22s %-14s %6d %7s %8d%n",
        node,
        address,
        is.process().equals("running") && !is.role().isEmpty() ? is.role() : is.process(),
        is.term(),
        is.leader() == 0 ? "-" : Integer.toString(is.leader()),
        is.commitIndex());
  }
}
