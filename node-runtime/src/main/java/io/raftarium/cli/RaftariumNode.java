package io.raftarium.cli;

import io.raftarium.server.FileNames;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code raftarium-node}: picks the command and its exit code. */
@Command(
    name = "raftarium-node",
    description = "Raft nodes in PostgreSQL, and the tools that prove them right.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      Acts.class,
      BenchCommand.class,
      Certs.class,
      CheckHistory.class,
      Completion.class,
      Ask.Config.class,
      Export.class,
      FaultCommand.class,
      InitDb.class,
      Read.class,
      Serve.class,
      Simulate.class,
      Snapshot.class,
      StatusCommand.class,
      Submit.class,
      Ask.Transfer.class,
      WatchCommand.class
    })
public final class RaftariumNode implements Runnable {
  /** The input is not what the command takes. */
  static final int BAD_INPUT = 2;

  /** Something that the command needs is not as it has to be; the message says what to do. */
  static final int NOT_READY = 3;

  /** Something that should not happen: a fault of the program, never a finding. */
  static final int BROKEN = 70;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field before it runs the command
  RaftariumNode() {}

  /** Runs a command and ends with its exit code. */
  public static void main(String[] arguments) {
    for (String argument : arguments) {
      // A question mark is one here: a shell hands over what was typed, for example a URL.
      Optional<String> obstacle =
          argument.indexOf('\ufffd') < 0 ? Optional.empty() : FileNames.obstacle(argument);
      if (obstacle.isPresent()) {
        System.err.println(obstacle.get());
        System.exit(BAD_INPUT);
      }
    }
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new RaftariumNode())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler((failure, _) -> {
          CommandLine command = failure.getCommandLine();
          command.getErr().println(failure.getMessage());
          UnmatchedArgumentException.printSuggestions(failure, command.getErr());
          command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
          return BAD_INPUT;
        })
        .setExecutionStrategy(RaftariumNode::run)
        .setExecutionExceptionHandler((failure, command, _) -> {
          command.getErr().println("raftarium-node: " + failure);
          failure.printStackTrace(command.getErr());
          return BROKEN;
        });
  }

  /** Runs a command; a word that means nothing is told even where help or version is asked for. */
  private static int run(ParseResult parsed) {
    for (CommandLine command : parsed.asCommandLineList()) {
      List<String> unknown = command.getUnmatchedArguments();
      if (!unknown.isEmpty()) {
        throw new UnmatchedArgumentException(command, unknown);
      }
    }
    return new RunLast().execute(parsed);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }
}
