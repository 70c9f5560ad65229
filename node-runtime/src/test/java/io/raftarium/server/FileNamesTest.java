package io.raftarium.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileNamesTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  @Test
  void lettersThatTheSessionDoesNotHaveAreTold() {
    String ascii = "ANSI_X3.4-1968";
    assertThat(FileNames.obstacle("/home/h\ufffd\ufffd/data", ascii).orElse(""))
        .startsWith("The path /home/h??/data has letters")
        .contains(ascii, "LC_ALL=C.UTF-8");
    assertThat(FileNames.obstacle("/home/????", ascii)).isPresent();
    assertThat(FileNames.obstacle("/home/\u00e9", ascii)).isPresent();
    assertThat(FileNames.obstacle("/home/e", ascii)).isEmpty();
    assertThat(FileNames.obstacle("/home/\u00e9 \u05d0 what?", "UTF-8")).isEmpty();
    assertThat(FileNames.obstacle("/home/what?", "no such thing")).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theCommandsRefuseThemInASessionWithoutLetters() throws Exception {
    assertThat(refusal("check-history \"$(printf 'h\\303\\251.jsonl')\""))
        .contains("has letters that the character set");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aQuestionMarkInSuchASessionIsOne() throws Exception {
    assertThat(refusal("simulate --nodes 2 --server 'jdbc:postgresql://127.0.0.1/x?ssl=true'"))
        .contains("--nodes must be from 3 to 9")
        .doesNotContain("character set");
  }

  /** What the commands print that refuse a line in a session with LC_ALL=C. */
  private String refusal(String line) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path said = folder.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh",
            "-c",
            "exec \"$0\" -cp \"$1\" io.raftarium.cli.RaftariumNode " + line,
            java.toString(),
            System.getProperty("java.class.path"));
    builder.environment().put("LC_ALL", "C");
    Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    return Files.readString(said);
  }
}
