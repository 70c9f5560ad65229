package io.raftarium.cli;

import io.raftarium.remote.ClusterClient.Control;
import io.raftarium.site.ClusterFile;
import io.raftarium.view.LinkRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Breaks a cluster, and mends it. */
@Command(
    name = "fault",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "FAULT",
    description = "Breaks a cluster, and mends it: what happens to messages, and to processes.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  raftarium-node fault link 1 2,3 --cut",
      "  raftarium-node fault link 1 2 --one-way --delay 200 --loss 10",
      "  raftarium-node fault heal",
      "  raftarium-node fault crash 3"
    },
    subcommands = {
      FaultCommand.LinkFault.class,
      FaultCommand.Heal.class,
      FaultCommand.Pause.class,
      FaultCommand.Resume.class,
      FaultCommand.Crash.class,
      FaultCommand.TimeOut.class,
      FaultCommand.Jump.class
    })
final class FaultCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field before it runs the command
  FaultCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which fault?");
  }

  /** What happens to messages. */
  @Command(
      name = "link",
      mixinStandardHelpOptions = true,
      description = {
        "Sets what happens to the messages between some nodes and others, in both directions. It takes"
            + " the place of what was set before; without options all is well again."
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:done", "1:not done on some node; the message says which", "2:bad input"})
  static final class LinkFault extends OperatorCommand {
    @Parameters(index = "0", paramLabel = "NODES", split = ",", description = "Some nodes.")
    private List<Integer> some;

    @Parameters(index = "1", paramLabel = "NODES", split = ",", description = "Others.")
    private List<Integer> others;

    @Option(names = "--one-way", description = "Only messages from the first to the others.")
    private boolean oneWay;

    @Option(names = "--cut", description = "Nothing passes.")
    private boolean cut;

    @Option(names = "--delay", paramLabel = "MS", description = "Added to each message.")
    private long delay;

    @Option(
        names = "--jitter",
        paramLabel = "MS",
        description = "At most so much more, drawn for each.")
    private long jitter;

    @Option(names = "--loss", paramLabel = "PERCENT", description = "How many are lost.")
    private int loss;

    @Option(names = "--duplicate", paramLabel = "PERCENT", description = "How many arrive twice.")
    private int duplicate;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
    LinkFault() {}

    @Override
    public Integer call() {
      LinkRule rule;
      try {
        rule =
            new LinkRule(cut, Duration.ofMillis(delay), Duration.ofMillis(jitter), loss, duplicate);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
      }
      TreeSet<Integer> both = new TreeSet<>(some);
      both.retainAll(others);
      if (!both.isEmpty()) {
        throw new ParameterException(spec.commandLine(), "a node has no link to itself: " + both);
      }
      List<Integer> senders = new ArrayList<>(some);
      if (!oneWay) {
        senders.addAll(others);
      }
      ClusterFile file = cluster.read();
      others.forEach(node -> cluster.member(file, node));
      return each(
          file,
          senders,
          (client, node) -> {
            long _ = client.links(node, some.contains(node) ? others : some, rule, LIMIT);
          });
    }
  }

  /** Takes all back. */
  @Command(
      name = "heal",
      mixinStandardHelpOptions = true,
      description = "Takes back what was set for messages, on all nodes; paused nodes go on.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:done", "1:not done on some node; the message says which", "2:bad input"})
  static final class Heal extends OperatorCommand {
    @Override
    public Integer call() {
      ClusterFile file = cluster.read();
      return each(
          file,
          file.members().keySet(),
          (client, node) -> {
            long _ = client.heal(node, LIMIT);
            client.control(node, Control.RESUME, LIMIT);
          });
    }
  }

  /** What happens to processes. */
  abstract static class ProcessFault extends OperatorCommand {
    private final Control control;

    @Parameters(paramLabel = "NODE", arity = "1..*", description = "Which nodes.")
    private List<Integer> nodes;

    @SuppressWarnings("NullAway.Init") // picocli sets the nodes before it runs the command
    ProcessFault(Control control) {
      this.control = control;
    }

    @Override
    public Integer call() {
      return each(cluster.read(), nodes, (client, node) -> client.control(node, control, LIMIT));
    }
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = "Freezes nodes: they take nothing, what arrives waits.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:done", "1:not done on some node; the message says which", "2:bad input"})
  static final class Pause extends ProcessFault {
    Pause() {
      super(Control.PAUSE);
    }
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Lets frozen nodes go on.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:done", "1:not done on some node; the message says which", "2:bad input"})
  static final class Resume extends ProcessFault {
    Resume() {
      super(Control.RESUME);
    }
  }

  @Command(
      name = "crash",
      mixinStandardHelpOptions = true,
      description = "Ends the processes of nodes at once, in the middle of what they do.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:done", "1:not done on some node; the message says which", "2:bad input"})
  static final class Crash extends ProcessFault {
    Crash() {
      super(Control.CRASH);
    }
  }

  @Command(
      name = "time-out",
      mixinStandardHelpOptions = true,
      description = "Lets the election timers of nodes fire now.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:done", "1:not done on some node; the message says which", "2:bad input"})
  static final class TimeOut extends ProcessFault {
    TimeOut() {
      super(Control.TIME_OUT);
    }
  }

  /** A clock that jumps. */
  @Command(
      name = "jump",
      mixinStandardHelpOptions = true,
      description =
          "Lets the clocks of nodes jump forward: their timers fire, and leases are over for them.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:done", "1:not done on some node; the message says which", "2:bad input"})
  static final class Jump extends OperatorCommand {
    @Parameters(paramLabel = "NODE", arity = "1..*", description = "Which nodes.")
    private List<Integer> nodes;

    @Option(names = "--by", paramLabel = "MS", required = true, description = "How far.")
    private long millis;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
    Jump() {}

    @Override
    public Integer call() {
      return each(
          cluster.read(),
          nodes,
          (client, node) -> client.jump(node, Duration.ofMillis(millis), LIMIT));
    }
  }
}
