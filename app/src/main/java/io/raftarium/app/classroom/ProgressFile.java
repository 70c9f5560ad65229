package io.raftarium.app.classroom;

import io.raftarium.app.lesson.Progress;
import io.raftarium.app.lesson.Progress.Mark;
import io.raftarium.app.lesson.Progress.Prediction;
import io.raftarium.record.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Keeps how far somebody is in {@code lessons.json} of the data folder. */
final class ProgressFile {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressFile.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;

  ProgressFile(Path dataFolder) {
    this.file = dataFolder.resolve("lessons.json");
  }

  Progress read() {
    if (!Files.exists(file)) {
      return Progress.NONE;
    }
    try {
      TreeMap<String, Mark> lessons = new TreeMap<>();
      JSON.readTree(Files.readString(file))
          .path("lessons")
          .forEachEntry((id, mark) -> lessons.put(id, mark(mark)));
      return new Progress(lessons);
    } catch (IOException | JacksonException e) {
      LOG.warn("{} cannot be read; lessons begin as if none had been learnt", file, e);
      return Progress.NONE;
    }
  }

  private static Mark mark(JsonNode mark) {
    List<Prediction> predictions = new ArrayList<>();
    for (JsonNode each : mark.path("predictions")) {
      predictions.add(
          new Prediction(
              each.path("step").asString(""),
              each.path("question").asString(""),
              each.path("right").asBoolean(false)));
    }
    return new Mark(
        mark.path("step").asInt(0),
        mark.path("finished").asBoolean(false),
        List.copyOf(predictions),
        mark.path("acts").asInt(0));
  }

  /** As JSON. */
  static ObjectNode json(Progress progress) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode lessons = root.putObject("lessons");
    progress
        .lessons()
        .forEach((id, mark) -> {
          ObjectNode one = lessons.putObject(id);
          one.put("step", mark.step()).put("finished", mark.finished()).put("acts", mark.acts());
          for (Prediction each : mark.predictions()) {
            one.withArray("predictions")
                .addObject()
                .put("step", each.step())
                .put("question", each.question())
                .put("right", each.right());
          }
        });
    return root;
  }

  /** Keeps it; blocks. */
  void write(Progress progress) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      WholeFile.write(file, json(progress).toPrettyString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.warn("How far the lessons are cannot be kept", e);
    }
  }
}
