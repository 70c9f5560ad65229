package io.raftarium.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterFileTest {
  private static final Path FILE = Path.of("folder", "c.yaml");
  private static final String RIGHT =
      """
      cluster: c
      options:
        election_timeout_ms: 300
        pre_vote: false
        journal: "off"
      nodes:
        - id: 1
          address: 127.0.0.1:7401
          database: jdbc:postgresql://h/d
          password_file: secrets/p
        - id: 2
          address: "[::1]:7402"
          database: jdbc:postgresql://h/e
          user: somebody
          voter: false
      """;

  @TempDir private Path folder;

  @Test
  void whatItSaysIsRead() throws Exception {
    ClusterFile file = ClusterFileReader.parse(FILE, RIGHT);
    assertThat(file.name()).isEqualTo("c");
    assertThat(file.options())
        .hasToString("{\"election_timeout_ms\":300,\"pre_vote\":false,\"journal\":\"off\"}");
    assertThat(file.voters()).containsExactly(1);
    ClusterFile.Member one = Objects.requireNonNull(file.members().get(1));
    assertThat(one.database().user()).isEqualTo("raftarium_node_1");
    assertThat(one.database().passwordFile())
        .isEqualTo(Path.of("folder", "secrets", "p").toAbsolutePath());
    ClusterFile.Member two = Objects.requireNonNull(file.members().get(2));
    assertThat(two.address().loopback()).isTrue();
    assertThat(two.address()).hasToString("[::1]:7402");
    assertThat(two.database().user()).isEqualTo("somebody");
  }

  @Test
  void theExampleIsRight() throws Exception {
    ClusterFile file = ClusterFileReader.read(Path.of("..", "packaging", "cluster.yaml"));
    assertThat(file.members().keySet()).containsExactly(1, 2, 3);
    assertThat(file.certificates()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cluster: c| |line 2, column 1: \"nodes\" |lacks",
        "id: 1|id: one|line 7, column 9: \"id\" must be a whole number from 1|",
        "id: 1|id: 0|line 7, column 9: \"id\" must be a whole number from 1|",
        "id: 2|id: 1|line 11, column 5: \"nodes\" has id 1 twice|",
        "127.0.0.1:7401|127.0.0.1|line 8, column 14: \"address\" must be a host and a port|",
        "127.0.0.1:7401|h:70000|line 8, column 14: \"address\" must be a host and a port|",
        "jdbc:postgresql://h/d|postgres://h/d|line 9, column 15: \"database\" must be a URL that begins with|",
        "jdbc:postgresql://h/d|jdbc:postgresql://h/d?password=x|line 9, column 15: \"database\" must not hold a user or a password|",
        "voter: false|voter: maybe|line 15, column 12: \"voter\" must be true or false|",
        "voter: false|votre: false|line 15, column 12: \"votre\" is not known here; known are address,|",
        "options:|nodes: []|line 3, column 3: this is no YAML|",
        "pre_vote: false|pre_vote: [1]|line 4, column 13: \"pre_vote\" must be a number, a text|",
      })
  void whatIsWrongIsToldWithItsPlace(String right, String wrong, String told, String more) {
    String text =
        RIGHT.replaceFirst(java.util.regex.Pattern.quote(right), wrong == null ? "" : wrong);
    assertThatThrownBy(() -> ClusterFileReader.parse(FILE, text))
        .isInstanceOf(ClusterFileException.class)
        .hasMessageStartingWith(FILE + ", ");
    if (more == null) {
      assertThatThrownBy(() -> ClusterFileReader.parse(FILE, text)).hasMessageContaining(told);
    } else {
      assertThatThrownBy(() -> ClusterFileReader.parse(FILE, text)).hasMessageContaining(more);
    }
  }

  @Test
  void whatIsNoFileIsToldToo() throws Exception {
    assertThatThrownBy(() -> ClusterFileReader.read(folder.resolve("none")))
        .hasMessageContaining("There is no file ");
    Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0});
    assertThatThrownBy(() -> ClusterFileReader.read(folder.resolve("binary")))
        .hasMessageContaining("is no text in UTF-8");
    Files.writeString(folder.resolve("empty"), "");
    assertThatThrownBy(() -> ClusterFileReader.read(folder.resolve("empty")))
        .hasMessageContaining("is empty");
    Files.writeString(folder.resolve("large"), "# ".repeat(1 << 20));
    assertThatThrownBy(() -> ClusterFileReader.read(folder.resolve("large")))
        .hasMessageContaining("is larger than");
  }
}
