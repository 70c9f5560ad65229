package io.raftarium.cli;

import io.raftarium.protocol.Reply;
import io.raftarium.site.SiteException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets nodes compact their logs. */
@Command(
    name = "snapshot",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Lets nodes take a snapshot of their state machine and compact their logs, each for itself.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:not done on some node; the message says which", "2:bad input"},
    footerHeading = "%nExample:%n",
    footer = "  raftarium-node snapshot --cluster orchard.yaml 1 2 3")
final class Snapshot extends OperatorCommand {
  @Parameters(paramLabel = "NODE", arity = "1..*", description = "Which nodes.")
  private List<Integer> nodes;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
  Snapshot() {}

  @Override
  public Integer call() {
    return each(
        cluster.read(),
        nodes,
        (client, node) -> {
          Reply reply = client.snapshot(node, LIMIT);
          if (reply.status() != Reply.Status.OK) {
            throw new SiteException("Node " + node + " took none: " + reply.error());
          }
        });
  }
}
