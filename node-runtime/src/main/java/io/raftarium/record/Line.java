package io.raftarium.record;

import io.raftarium.record.Happening.Read;
import io.raftarium.record.Happening.Stamp;
import io.raftarium.view.ClusterView;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A line of a recording after its first. */
sealed interface Line {
  /** The whole of what there is. */
  record Whole(Checkpoint is) implements Line {}

  /** A view, as what it has that the one before it had not. */
  record View(Stamp stamp, ViewChange change) implements Line {}

  /** Anything else that happened. */
  record Happened(Happening what) implements Line {}

  /** The last one. */
  record End(Ending is) implements Line {}

  /** A happening after a view. */
  static Line of(Happening happening, ClusterView before) {
    return happening instanceof Read(Stamp stamp, ClusterView view)
        ? new View(stamp, ViewChange.between(before, view))
        : new Happened(happening);
  }

  /** As the file has it: an object whose kind is named first. */
  default String text() {
    JsonMapper json = RecordedJson.MAPPER;
    return switch (this) {
      case Happened(Happening what) -> json.writerFor(Happening.class).writeValueAsString(what);
      case View view -> named("Read", view);
      case Whole(Checkpoint is) -> named("Checkpoint", is);
      case End(Ending is) -> named("End", is);
    };
  }

  private static String named(String kind, Object is) {
    ObjectNode line = RecordedJson.MAPPER.createObjectNode().put("kind", kind);
    return line.setAll((ObjectNode) RecordedJson.MAPPER.valueToTree(is)).toString();
  }

  /** Of the text of a line. */
  static Line of(String text) {
    JsonMapper json = RecordedJson.MAPPER;
    JsonNode line = json.readTree(text);
    return switch (line.path("kind").asString("")) {
      case "Read" -> json.treeToValue(line, View.class);
      case "Checkpoint" -> new Whole(json.treeToValue(line, Checkpoint.class));
      case "End" -> new End(json.treeToValue(line, Ending.class));
      default -> new Happened(json.treeToValue(line, Happening.class));
    };
  }
}
