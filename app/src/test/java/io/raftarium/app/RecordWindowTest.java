package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.protocol.Command;
import io.raftarium.record.Happening;
import io.raftarium.record.Recording;
import io.raftarium.record.SavedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;

/** Records a laboratory from its window, and writes what its tape holds for other programs. */
final class RecordWindowTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  private final FxRobot robot = screen.robot();

  @Test
  void whatHappensBetweenTwoPressesIsInTheFile() throws Exception {
    long before = screen.lab().tape().last();
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.R);
    await("it records", () -> screen.text("#record").startsWith("REC 0:"));
    put("recorded");
    await(
        "the observer has read it",
        () ->
            screen.lab().cluster().view().nodes().values().stream()
                .anyMatch(node -> node.keyValues().containsKey("recorded")));
    screen.picture("recording");
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.R);
    await("it is ended", () -> screen.text("#record").equals("REC"));
    await("the file", () -> saved() != null);
    Path file = Objects.requireNonNull(saved());
    Recording recording = (Recording) SavedFile.read(file, share -> {});
    assertThat(recording.damage()).isEmpty();
    assertThat(recording.tape().reads().getFirst().number()).isGreaterThan(before);
    assertThat(recording.tape().from(1, Integer.MAX_VALUE))
        .hasAtLeastOneElementOfType(Happening.Asked.class)
        .hasAtLeastOneElementOfType(Happening.Sent.class);
    assertThat(recording.tape().at(recording.tape().last(), "", "").view().nodes().values())
        .anySatisfy(node -> assertThat(node.keyValues()).containsKey("recorded"));
  }

  @Test
  void everyExportIsWritten() throws Exception {
    put("exported");
    Map<String, String> files =
        Map.of(
            "export.tool.mermaid", "messages.mmd",
            "export.tool.shiviz", "steps.log",
            "export.tool.perfetto", "trace.json",
            "export.tool.history", "history.jsonl",
            "export.stage.svg", "stage.svg",
            "export.stage.3", "stage.png",
            "export.logs", "logs.csv",
            "export.snapshot", "capture.json",
            "export.recording", "recording.jsonl.gz");
    for (Map.Entry<String, String> each : files.entrySet()) {
      fx(() -> {
        screen.window().commands().run(each.getKey());
        return true;
      });
      Path file = screen.folder().resolve(each.getValue());
      await(each.getValue(), () -> Files.exists(file) && Files.size(file) > 0);
    }
    assertThat(Files.readString(screen.folder().resolve("messages.mmd")))
        .startsWith("sequenceDiagram")
        .contains("AppendEntries");
    assertThat(Files.readString(screen.folder().resolve("stage.svg")))
        .startsWith("<svg")
        .contains("LEADER", ">S1<")
        .endsWith("</svg>\n");
    if (Pictures.wanted()) {
      for (String name : files.values()) {
        Files.copy(
            screen.folder().resolve(name),
            Pictures.file(name),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static @Nullable Path saved() throws Exception {
    try (Stream<Path> all = Files.list(screen.folder())) {
      return all.filter(file -> file.toString().endsWith(Recording.EXTENSION))
          .filter(file -> !file.endsWith("recording.jsonl.gz"))
          .findFirst()
          .orElse(null);
    }
  }

  private static void put(String key) throws Exception {
    assertThat(
            screen
                .lab()
                .client()
                .submit(OptionalInt.empty(), Command.put(key, "v"))
                .get(20, TimeUnit.SECONDS)
                .answered())
        .isTrue();
  }
}
