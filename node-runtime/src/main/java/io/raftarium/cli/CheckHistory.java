package io.raftarium.cli;

import io.raftarium.check.HistoryException;
import io.raftarium.check.HistoryReader;
import io.raftarium.check.Linearizability;
import io.raftarium.check.Operation;
import io.raftarium.check.Verdict;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Decides whether a history of client operations is linearizable. */
@Command(
    name = "check-history",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Decides whether a history of client operations is linearizable.",
      "",
      "The file has one JSON object a line:",
      "  {\"process\":1,\"type\":\"invoke\",\"op\":\"put\",\"key\":\"x\",\"value\":1,\"time\":5}",
      "  {\"process\":1,\"type\":\"ok\",\"op\":\"put\",\"key\":\"x\",\"value\":1,\"time\":9}",
      "",
      "@|bold type|@  invoke, then at most one of ok (it happened), fail (it certainly did not:"
          + " also a cas that did not swap), info (unknown). No answer counts as info.",
      "@|bold op|@    put, get, append (text; absent counts as empty), cas (with \"expect\"),"
          + " delete.",
      "@|bold value|@ any JSON, compared as jsonb; null is an absent key. A get's result is the"
          + " value of its ok.",
      "@|bold time|@  ns; never goes back. The order of lines is the order of events.",
      "A process has one operation at a time."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:linearizable",
      "1:not linearizable; the output names an operation that fits nowhere",
      "2:bad input; the message names the line",
      "3:undecided: the time limit or the memory was used up first"
    })
final class CheckHistory implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The history, or - for standard input.")
  private Path file;

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "Give up after this long (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
  CheckHistory() {}

  @Override
  public Integer call() {
    if (seconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--time-limit must be at least 1 second, but is " + seconds);
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    long start = System.nanoTime();
    List<Operation> history;
    try (Reader reader = open()) {
      history = HistoryReader.read(reader);
    } catch (HistoryException e) {
      err.println(file + ": " + e.getMessage());
      return RaftariumNode.BAD_INPUT;
    } catch (NoSuchFileException e) {
      err.println(file + ": there is no such file");
      return RaftariumNode.BAD_INPUT;
    } catch (IOException e) {
      err.println(file + ": cannot be read: " + e.getMessage());
      return RaftariumNode.BAD_INPUT;
    }
    Verdict verdict = Linearizability.check(history, Duration.ofSeconds(seconds));
    String took = String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) / 1e9);
    return switch (verdict) {
      case Verdict.Linearizable(int operations, int keys, int unknown) -> {
        out.printf(
            Locale.ROOT,
            "linearizable: %d operations on %d %s, %d of unknown outcome (%s)%n",
            operations,
            keys,
            keys == 1 ? "key" : "keys",
            unknown,
            took);
        yield 0;
      }
      case Verdict.NotLinearizable no -> {
        out.println("not linearizable: " + no.words());
        yield 1;
      }
      case Verdict.Undecided(String reason, String key) -> {
        out.printf(Locale.ROOT, "undecided: key %s used up %s (%s)%n", key, reason, took);
        yield 3;
      }
    };
  }

  private Reader open() throws IOException {
    return file.toString().equals("-")
        ? new InputStreamReader(System.in, StandardCharsets.UTF_8)
        : Files.newBufferedReader(file, StandardCharsets.UTF_8);
  }
}
