package io.raftarium.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/** The schema that is published for a cluster's file says what its reader says. */
class ClusterSchemaTest {
  private static final Path EXAMPLE = Path.of("..", "packaging", "cluster.yaml");

  private static List<Error> faults(String yaml) throws IOException {
    Schema schema =
        SchemaRegistry.withDialect(Dialects.getDraft202012())
            .getSchema(Files.readString(Path.of("..", "assets", "cluster.schema.json")));
    Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return schema.validate(JsonMapper.shared().valueToTree(read));
  }

  @Test
  void theExampleIsRight() throws Exception {
    assertThat(faults(Files.readString(EXAMPLE))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cluster: orchard|cluster: ''",
        "cluster: orchard|name: orchard",
        "id: 1|id: 0",
        "id: 1|id: one",
        "id: 1|number: 1",
        "127.0.0.1:7401|127.0.0.1",
        "127.0.0.1:7501|7501",
        "jdbc:postgresql://127.0.0.1:5432/raft1|postgresql://127.0.0.1:5432/raft1",
        "voter: true|voter: perhaps",
        "password_file: node-1.password|password: secret",
        "election_timeout_ms: 1000|election_timeout_ms: [1000]"
      })
  void whatTheReaderRefusesTheSchemaRefuses(String right, String wrong) throws Exception {
    String text = Files.readString(EXAMPLE);
    assertThat(text).contains(right);
    String changed = text.replace(right, wrong);
    assertThat(faults(changed)).isNotEmpty();
    assertThat(refused(changed)).isTrue();
  }

  private static boolean refused(String text) {
    try {
      ClusterFile _ = ClusterFileReader.parse(EXAMPLE, text);
      return false;
    } catch (ClusterFileException e) {
      return true;
    }
  }
}
