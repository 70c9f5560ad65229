package io.raftarium.cli;

import io.raftarium.protocol.Command;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.Reply;
import io.raftarium.remote.ClusterClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Writes to a cluster. */
@picocli.CommandLine.Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Writes to a cluster: finds the leader, and does it once, however often it has to ask.",
      "",
      "The command is a JSON object as raft.process_raft_event takes it: put, delete, cas or append."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; the output is the result",
      "1:refused; nothing was changed",
      "2:bad input",
      "4:unknown: it may or may not have happened",
      "5:no node could be reached; nothing was changed"
    },
    footerHeading = "%nExample:%n",
    footer =
        "  raftarium-node submit --cluster orchard.yaml '{\"op\":\"put\",\"key\":\"pears\",\"value\":3}'")
final class Submit implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private CallerOptions cluster;

  @Mixin private ClientOptions client;

  @Parameters(paramLabel = "COMMAND", description = "What to write.")
  private String command;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
  Submit() {}

  @Override
  public Integer call() {
    JsonNode body;
    try {
      body = ExactJson.MAPPER.readTree(command);
    } catch (JacksonException e) {
      throw new ParameterException(
          spec.commandLine(), "the command is no JSON: " + e.getOriginalMessage());
    }
    if (!body.isObject()) {
      throw new ParameterException(spec.commandLine(), "the command is no JSON object");
    }
    try (ClusterClient asking = cluster.client(cluster.read())) {
      Reply reply = asking.submit(new Command(body), client.limit());
      return client.tell(reply, spec.commandLine().getOut(), spec.commandLine().getErr());
    }
  }
}
