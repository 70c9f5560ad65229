package io.raftarium.cli;

import io.raftarium.protocol.Reply;
import io.raftarium.remote.ClusterClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads from a cluster. */
@Command(
    name = "read",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Reads a key from a cluster, linearizably; null where it has no value.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the output is the value",
      "1:refused",
      "2:bad input",
      "4:nobody answered in time",
      "5:no node could be reached"
    },
    footerHeading = "%nExample:%n",
    footer = "  raftarium-node read --cluster orchard.yaml pears")
final class Read implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private CallerOptions cluster;

  @Mixin private ClientOptions client;

  @Parameters(paramLabel = "KEY", description = "What to read.")
  private String key;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
  Read() {}

  @Override
  public Integer call() {
    try (ClusterClient asking = cluster.client(cluster.read())) {
      Reply reply = asking.read(key, client.limit());
      return client.tell(reply, spec.commandLine().getOut(), spec.commandLine().getErr());
    }
  }
}
