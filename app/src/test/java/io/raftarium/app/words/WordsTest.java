package io.raftarium.app.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.protocol.LogEntry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class WordsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"op":"put","key":"x","value":1}               | x=1
          {"op":"put","key":"x","value":"a\\nb"}         | x=a b
          {"op":"delete","key":"x"}                      | del x
          {"op":"cas","key":"x","expect":1,"value":2}    | x:1→2
          {"op":"append","key":"x","value":"y"}          | x+=y
          """)
  void labelsAnEntry(String command, String label) {
    assertThat(EntryText.label(new LogEntry(3, 2, "command", JSON.readTree(command))))
        .isEqualTo(label);
  }

  @Test
  void labelsWhatIsNoCommand() {
    assertThat(EntryText.label(new LogEntry(1, 1, "noop", JSON.nullNode()))).isEqualTo("∅");
    LogEntry joint =
        new LogEntry(
            1,
            1,
            "config",
            JSON.readTree("{\"voters\":[1,2],\"outgoing\":[1,2,3],\"learners\":[4]}"));
    assertThat(EntryText.label(joint)).isEqualTo("joint");
    assertThat(EntryText.sentence(joint))
        .isEqualTo("joint configuration, from S1, S2 and S3 to S1 and S2, learner S4");
    LogEntry last =
        new LogEntry(
            2, 1, "config", JSON.readTree("{\"voters\":[1,2],\"outgoing\":[],\"learners\":[]}"));
    assertThat(EntryText.label(last)).isEqualTo("S1 S2");
  }

  @ParameterizedTest
  @CsvSource({
    "850, 0.9 µs",
    "41_000, 41 µs",
    "410000, 0.41 ms",
    "1900000, 1.9 ms",
    "250000000, 250 ms",
    "2500000000, 2.5 s",
    "125000000000, 2 min 5 s",
    "7260000000000, 2 h 1 min"
  })
  void givesADurationTheUnitThatSuits(String nanos, String text) {
    assertThat(DurationText.of(Duration.ofNanos(Long.parseLong(nanos.replace("_", "")))))
        .isEqualTo(text);
  }

  @Test
  void listsNodesAsASentenceDoes() {
    assertThat(NodeNames.list(List.of())).isEqualTo("nobody");
    assertThat(NodeNames.list(List.of(2))).isEqualTo("S2");
    assertThat(NodeNames.list(List.of(1, 2, 3))).isEqualTo("S1, S2 and S3");
  }

  @Test
  void putsOneFieldOnALine() {
    assertThat(
            JsonText.pretty(
                JSON.readTree(
                    "{\"type\":\"AppendEntries\",\"term\":5,\"entries\":[{\"term\":5},{\"term\":5}]}")))
        .isEqualTo(
            """
            { "type": "AppendEntries",
              "term": 5,
              "entries": [
                {"term":5},
                {"term":5} ] }\
            """);
  }
}
