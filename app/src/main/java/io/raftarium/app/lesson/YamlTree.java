package io.raftarium.app.lesson;

import io.raftarium.app.lesson.LessonException.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A YAML file as JSON, with the line and column of everything in it.
 *
 * @param places by JSON pointer
 */
record YamlTree(JsonNode root, Map<String, Mark> places) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  static YamlTree read(String file, String text) throws LessonException {
    try {
      Node node =
          new Compose(LoadSettings.builder().setLabel(file).build())
              .composeString(text)
              .orElseThrow(
                  () -> new LessonException(file, List.of(new Fault(1, 1, "the file is empty"))));
      Map<String, Mark> places = new HashMap<>();
      return new YamlTree(json(node, "", places), places);
    } catch (MarkedYamlEngineException e) {
      throw new LessonException(
          file,
          List.of(
              e.getProblemMark()
                  .map(mark -> fault(mark, 0, "this is no YAML: " + e.getProblem()))
                  .orElse(new Fault(0, 0, "this is no YAML: " + e.getProblem()))));
    } catch (YamlEngineException e) {
      throw new LessonException(
          file, List.of(new Fault(0, 0, "this is no YAML: " + e.getMessage())));
    }
  }

  private static Fault fault(Mark mark, int offset, String what) {
    return new Fault(mark.getLine() + 1, mark.getColumn() + 1 + offset, what);
  }

  /** Something that is wrong at a place. */
  Fault fault(String pointer, int offset, String what) {
    String at = pointer;
    while (!places.containsKey(at) && !at.isEmpty()) {
      at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
    }
    return Optional.ofNullable(places.get(at))
        .map(mark -> fault(mark, offset, what))
        .orElse(new Fault(0, 0, what));
  }

  private static JsonNode json(Node node, String pointer, Map<String, Mark> places) {
    node.getStartMark().ifPresent(mark -> places.put(pointer, mark));
    return switch (node) {
      case MappingNode mapping -> {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
          String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
          object.set(key, json(tuple.getValueNode(), pointer + "/" + escaped(key), places));
        }
        yield object;
      }
      case SequenceNode sequence -> {
        ArrayNode array = JSON.arrayNode();
        for (Node each : sequence.getValue()) {
          array.add(json(each, pointer + "/" + array.size(), places));
        }
        yield array;
      }
      case ScalarNode scalar -> scalar(scalar);
      default -> JSON.nullNode();
    };
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private static JsonNode scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    try {
      if (tag.equals(Tag.INT)) {
        return JSON.numberNode(Long.parseLong(text));
      } else if (tag.equals(Tag.FLOAT)) {
        return JSON.numberNode(Double.parseDouble(text));
      }
    } catch (NumberFormatException e) {
      return JSON.stringNode(text);
    }
    return tag.equals(Tag.BOOL)
        ? JSON.booleanNode(Boolean.parseBoolean(text))
        : tag.equals(Tag.NULL) ? JSON.nullNode() : JSON.stringNode(text);
  }
}
