package io.raftarium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands on computers whose language has other digits, other commas or another i. */
class LocalesTest {
  private static final Locale USUAL = Locale.getDefault();

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void usual() {
    Locale.setDefault(USUAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "tr-TR"})
  void aRunIsSimulatedAndItsHistoryIsChecked(String language) throws Exception {
    simulateAndCheck(language);
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(strings = {"ne-NP", "bn-BD", "de-DE"})
  void soItIsInOtherLanguages(String language) throws Exception {
    simulateAndCheck(language);
  }

  private void simulateAndCheck(String language) throws Exception {
    Locale.setDefault(Locale.forLanguageTag(language));
    Path history = folder.resolve("history.jsonl");

    int simulated =
        run("simulate", "--seeds", "1", "--steps", "300", "--history", history.toString());
    int checked = run("check-history", history.toString());

    assertThat(simulated).as(err.toString()).isZero();
    assertThat(checked).as(err.toString()).isZero();
    assertThat(out.toString()).startsWith("1 of 1 runs kept every promise, 300 steps in all");
    assertThat(out.toString() + err).doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
    assertThat(Files.readString(history)).doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
  }

  private int run(String... line) {
    return RaftariumNode.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(line);
  }
}
