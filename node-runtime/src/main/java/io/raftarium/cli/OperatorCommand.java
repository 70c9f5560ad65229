package io.raftarium.cli;

import io.raftarium.remote.ClusterClient;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.SiteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does something to nodes, one after the other. */
abstract class OperatorCommand implements Callable<Integer> {
  static final Duration LIMIT = Duration.ofSeconds(5);

  @Spec CommandSpec spec;

  @Mixin CallerOptions cluster;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
  OperatorCommand() {}

  /** Something that is done to a node. */
  @FunctionalInterface
  interface Act {
    void to(ClusterClient client, int node) throws SiteException;
  }

  /**
   * Does it to each; what one refuses, the others still get. Strangers among them end it before.
   */
  int each(ClusterFile file, Collection<Integer> nodes, Act act) {
    nodes.forEach(node -> cluster.member(file, node));
    List<String> failed = new ArrayList<>();
    try (ClusterClient client = cluster.client(file)) {
      for (int node : nodes) {
        try {
          act.to(client, node);
        } catch (SiteException e) {
          failed.add(String.valueOf(e.getMessage()));
        }
      }
    }
    failed.forEach(spec.commandLine().getErr()::println);
    return failed.isEmpty() ? 0 : ClientOptions.REFUSED;
  }
}
