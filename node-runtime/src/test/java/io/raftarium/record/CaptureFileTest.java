package io.raftarium.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raftarium.protocol.Actions;
import io.raftarium.protocol.Changes;
import io.raftarium.protocol.Configuration;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Role;
import io.raftarium.view.KeyValue;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeState;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.PeerView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Snapshots come back from their file as they were, and a bad file says what is wrong with it. */
class CaptureFileTest {
  @TempDir private Path folder = Path.of("target");

  @Test
  void comesBackFromTheFileAsItWas() throws Exception {
    Path file = folder.resolve("snapshot.json");
    Files.writeString(file, "an older file");
    CaptureFile.write(capture(), file);
    assertThat(CaptureFile.read(file)).isEqualTo(capture());
    assertThat(Files.readString(file))
        .contains("\"format\" : \"raftarium-snapshot\"", "\"taken_at\" : \"2026-01-31T12:00:00Z\"");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFileOfAnotherKindIsNamed() {
    assertThatThrownBy(() -> CaptureFile.parse("x.json", "{\"name\": 1}"))
        .isInstanceOf(SavedFileException.class)
        .hasMessageContaining("x.json is not a capture of Raftarium");
  }

  @Test
  void aNewerVersionIsNamed() throws Exception {
    ObjectNode json = json();
    json.put("version", 2);
    assertThatThrownBy(() -> CaptureFile.parse("x.json", json.toString()))
        .hasMessageContaining("version 2")
        .hasMessageContaining("newer");
  }

  @Test
  void aFileCutOffIsDamaged() {
    String text = CaptureFile.text(capture());
    assertThatThrownBy(() -> CaptureFile.parse("x.json", text.substring(0, text.length() / 2)))
        .isInstanceOf(SavedFileException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void aWrongValueIsNamedByItsPath() throws Exception {
    ObjectNode json = json();
    ((ObjectNode) json.path("nodes").path(0).path("log").path(1)).put("term", "two");
    assertThatThrownBy(() -> CaptureFile.parse("x.json", json.toString()))
        .hasMessage("x.json is damaged: nodes[0].log[1].term must be a whole number");
    ((ObjectNode) json.path("nodes").path(0)).remove("log");
    assertThatThrownBy(() -> CaptureFile.parse("x.json", json.toString()))
        .hasMessage("x.json is damaged: nodes[0].log is missing; it must be an array");
  }

  @Test
  void anUnknownStateOfAProcessIsNamed() throws Exception {
    ObjectNode json = json();
    ((ObjectNode) json.path("processes")).put("1", "SLEEPING");
    assertThatThrownBy(() -> CaptureFile.parse("x.json", json.toString()))
        .hasMessage("x.json is damaged: processes.1 must be RUNNING, PAUSED, DOWN or FAILED");
  }

  @Test
  void everyMissingFieldIsNoticedButThoseThatCameLater() throws Exception {
    Set<String> later =
        Set.of("transfer_target", "config_index", "incoming_index", "incoming_chunk", "reads");
    for (String field : json().propertyNames()) {
      ObjectNode without = json();
      without.remove(field);
      if (field.equals("journal")) {
        assertThat(CaptureFile.parse("x.json", without.toString()).journal()).isEmpty();
      } else if (field.equals("modified")) {
        assertThat(CaptureFile.parse("x.json", without.toString()).modified()).isEmpty();
      } else if (!field.equals("version")) {
        assertThatThrownBy(() -> CaptureFile.parse("x.json", without.toString()))
            .as(field)
            .isInstanceOf(SavedFileException.class);
      }
    }
    for (String field : json().path("nodes").path(0).propertyNames()) {
      ObjectNode without = json();
      ((ObjectNode) without.path("nodes").path(0)).remove(field);
      if (later.contains(field)) {
        assertThat(CaptureFile.parse("x.json", without.toString()).nodes()).isNotEmpty();
      } else {
        assertThatThrownBy(() -> CaptureFile.parse("x.json", without.toString()))
            .as(field)
            .isInstanceOf(SavedFileException.class);
      }
    }
  }

  @Test
  void logsBecomeCommaSeparatedValues() {
    assertThat(LogCsv.text(capture().nodes().values()))
        .isEqualTo(
            """
            node,index,term,kind,committed,command\r
            1,1,1,noop,true,\r
            1,2,2,command,false,"{""op"":""put"",""key"":""a,b"",""value"":""say hi""}"\r
            """);
  }

  private static ObjectNode json() throws Exception {
    return (ObjectNode) JsonMapper.shared().readTree(CaptureFile.text(capture()));
  }

  private static Capture capture() {
    JsonNode command =
        JsonMapper.shared()
            .createObjectNode()
            .put("op", "put")
            .put("key", "a,b")
            .put("value", "say hi");
    NodeView node =
        new NodeView(
            new NodeState(
                1,
                17,
                2,
                1,
                Role.LEADER,
                null,
                new NodeState.Places(1, 1, 2, 2, 0, 0),
                new Configuration(List.of(1, 2, 3), List.of(), List.of(4)),
                1,
                new NodeState.UnderWay(List.of(1, 2), List.of(3), 3, 40, 2)),
            List.of(
                new LogEntry(1, 1, "noop", NullNode.getInstance()),
                new LogEntry(2, 2, "command", command)),
            new TreeMap<>(Map.of(2, new PeerView(2, 3, 2))),
            new TreeMap<>(Map.of("k", new KeyValue("k", command, 1))),
            new TreeMap<>(Map.of("r1", 2L)),
            new TreeMap<>(Map.of("r2", "k")),
            new JournalEntry(
                1,
                17,
                Instant.parse("2026-01-31T11:59:59Z"),
                Event.of(command),
                new Actions(command),
                List.of("A.1"),
                new Changes(command)));
    return new Capture(
        "lab-1",
        Instant.parse("2026-01-31T12:00:00Z"),
        "PostgreSQL 18.6",
        new TreeMap<>(Map.of(1, node)),
        new TreeMap<>(
            Map.of(
                new Link(1, 2),
                new LinkRule(true, Duration.ofMillis(20), Duration.ofNanos(1_500_000), 5, 7))),
        new TreeMap<>(Map.of("minority", new TreeSet<>(List.of(1, 2)))),
        new TreeMap<>(Map.of(1, NodeStatus.State.RUNNING)),
        List.of(
            new JournalEntry(
                1,
                16,
                Instant.parse("2026-01-31T11:59:58Z"),
                Event.of(command),
                new Actions(command),
                List.of(),
                new Changes(NullNode.getInstance()))),
        "vote-is-not-kept");
  }
}
