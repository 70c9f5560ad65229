package io.raftarium.cli;

import io.raftarium.protocol.Event;
import io.raftarium.protocol.Reply;
import io.raftarium.remote.ClusterClient;
import io.raftarium.site.ClusterFile;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What an operator asks the leader for. */
abstract class Ask implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Mixin CallerOptions cluster;

  @Mixin ClientOptions client;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
  Ask() {}

  abstract Reply ask(ClusterFile file, ClusterClient asking, Duration limit);

  @Override
  public Integer call() {
    ClusterFile file = cluster.read();
    try (ClusterClient asking = cluster.client(file)) {
      return client.tell(
          ask(file, asking, client.limit()),
          spec.commandLine().getOut(),
          spec.commandLine().getErr());
    }
  }

  /** Another node shall lead. */
  @Command(
      name = "transfer",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "Hands leadership over to a node.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:it leads",
        "1:refused",
        "2:bad input",
        "4:unknown",
        "5:no leader could be reached"
      },
      footerHeading = "%nExample:%n",
      footer = "  raftarium-node transfer --cluster orchard.yaml 3")
  static final class Transfer extends Ask {
    @Parameters(paramLabel = "NODE", description = "Who shall lead.")
    private int to;

    @Override
    Reply ask(ClusterFile file, ClusterClient asking, Duration limit) {
      return asking.transfer(cluster.member(file, to).id(), limit);
    }
  }

  /** Other voters and learners. */
  @Command(
      name = "config",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description =
          "Changes who the voters and the learners are (joint consensus, section 6 of the paper).",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:the new configuration is in force",
        "1:refused",
        "2:bad input",
        "4:unknown: it may or may not come into force",
        "5:no leader could be reached"
      },
      footerHeading = "%nExample:%n",
      footer = "  raftarium-node config --cluster orchard.yaml --voters 1,2,3 --learners 4")
  static final class Config extends Ask {
    @Option(
        names = "--voters",
        paramLabel = "NODES",
        split = ",",
        required = true,
        description = "All voters from now on.")
    private List<Integer> voters;

    @Option(
        names = "--learners",
        paramLabel = "NODES",
        split = ",",
        description = "All learners from now on; nobody unless said.")
    private @Nullable List<Integer> learners;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
    Config() {}

    @Override
    Reply ask(ClusterFile file, ClusterClient asking, Duration limit) {
      List<Integer> learning = learners == null ? List.of() : learners;
      return asking.ask(request -> Event.ChangeConfig.of(request, voters, learning), limit);
    }
  }
}
