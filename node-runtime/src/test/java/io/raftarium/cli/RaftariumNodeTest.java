package io.raftarium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The words before and beside a command. */
class RaftariumNodeTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String line) {
    CommandLine command =
        RaftariumNode.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    return command.execute(line.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense, nonsense, raftarium-node",
    "nonsense --help, nonsense, raftarium-node",
    "--help nonsense, nonsense, raftarium-node",
    "--bogus --version, --bogus, raftarium-node",
    "simulate bogus --help, bogus, raftarium-node simulate",
    "simulate --bogus --help, --bogus, raftarium-node simulate",
    "check-history a b --help, b, raftarium-node check-history"
  })
  void aWordThatMeansNothingIsToldAlsoBesideHelp(String line, String word, String command) {
    assertThat(run(line)).isEqualTo(2);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("'" + word + "'").contains("Try: " + command + " --help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--help", "--version", "simulate --help", "check-history -h", "simulate -V"})
  void helpAndVersionAreGiven(String line) {
    assertThat(run(line)).isZero();

    assertThat(out.toString()).contains("raftarium-node");
    assertThat(err.toString()).isEmpty();
  }
}
