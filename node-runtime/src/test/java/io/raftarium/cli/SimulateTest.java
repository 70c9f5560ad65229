package io.raftarium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.Until;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command simulate as its user has it: exit codes, messages, files. */
@Tag("thorough")
class SimulateTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private record Run(int exit, String out, String err) {}

  @Test
  void badOptionsAreToldInOneSentence() throws Exception {
    String none = folder.resolve("none").resolve("file").toString();
    assertRefused("--nodes must be from 3 to 9, but is 2", "--nodes", "2");
    assertRefused("--nodes must be from 3 to 9, but is 0", "--nodes", "0");
    assertRefused("--jobs must be from 1 to 64, but is 2000000000", "--jobs", "2000000000");
    assertRefused("--steps must be at least 1, but is 0", "--steps", "0");
    assertRefused("there is no fault \"flood\"", "--faults", "loss,flood");
    assertRefused("--ablation: there is none called", "--ablation", folder.toString());
    assertRefused("--recording: ", "--recording", none);
    assertRefused("--history: ", "--history", none);
    assertRefused("must be a jdbc:postgresql: URL", "--server", "localhost");
    assertRefused(
        "--server cannot be used",
        "--server",
        "jdbc:postgresql://127.0.0.1:" + closedPort() + "/x");
    Path bad = Files.writeString(folder.resolve("bad.sql"), "create nonsense");
    assertRefused("--ablation cannot be used", "--ablation", bad.toString());
  }

  @Test
  void everySeedCounts() throws Exception {
    Path history = folder.resolve("history.jsonl");
    Run run =
        simulate(
            "--seed",
            "5",
            "--seeds",
            "3",
            "--steps",
            "300",
            "--jobs",
            "2",
            "--history",
            history.toString());

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("3 of 3 runs kept every promise, 900 steps in all");
    assertThat(run.err().lines()).hasSize(3).allMatch(line -> line.startsWith("seed "));
    assertThat(history).isNotEmptyFile();
  }

  @Test
  void theLowestSeedThatFailsIsReportedAndCanBeSeenAgain() throws Exception {
    String fault = "vote-is-not-kept";
    Path first = folder.resolve("first.jsonl");
    Run run =
        simulate(
            "--seeds",
            "6",
            "--steps",
            "400",
            "--jobs",
            "3",
            "--ablation",
            fault,
            "--recording",
            first.toString());

    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.out()).startsWith("violated: ").contains("seed 1, step ");
    String command =
        run.out().lines().filter(line -> line.contains("to see it again: ")).findFirst().orElse("");
    Path second = folder.resolve("second.jsonl");
    List<String> words =
        List.of(command.substring(command.indexOf("--seed")).replace("'", "").split(" ", -1));
    Run again =
        simulate(
            Stream.concat(words.stream(), Stream.of("--recording", second.toString()))
                .toArray(String[]::new));

    assertThat(again.exit()).as(again.err()).isEqualTo(1);
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends SIGTERM")
  void stoppedFromOutsideItSumsUp() throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                RaftariumNode.class.getName(),
                "simulate",
                "--seeds",
                "1000",
                "--steps",
                "200")
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      Until.holds("two runs are told", () -> told(err) >= 2);
      process.destroy();
      assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(out)).startsWith(told(err) + " of 1000 runs kept every promise, ");
  }

  private static long told(Path err) throws IOException {
    return Files.readAllLines(err).stream().filter(line -> line.startsWith("seed ")).count();
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void assertRefused(String message, String... options) {
    Run run = simulate(options);
    assertThat(run.exit()).as("%s %s", message, run).isEqualTo(2);
    assertThat(run.err()).contains(message).contains("simulate --help");
    assertThat(run.err().lines().count()).as(run.err()).isLessThan(6);
    assertThat(run.out()).isEmpty();
  }

  private static Run simulate(String... options) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        RaftariumNode.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    String[] arguments = new String[options.length + 1];
    arguments[0] = "simulate";
    System.arraycopy(options, 0, arguments, 1, options.length);
    int exit = command.execute(arguments);
    return new Run(exit, out.toString(), err.toString());
  }
}
