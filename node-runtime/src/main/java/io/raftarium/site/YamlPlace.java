package io.raftarium.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A value in a YAML file, which knows its line and column. */
record YamlPlace(String file, String name, Node node) {
  /** The members of a mapping, of which these are allowed. */
  Map<String, YamlPlace> members(Set<String> allowed) throws ClusterFileException {
    Map<String, YamlPlace> members = members();
    for (Map.Entry<String, YamlPlace> member : members.entrySet()) {
      if (!allowed.contains(member.getKey())) {
        throw member
            .getValue()
            .wrong(
                "is not known here; known are "
                    + String.join(", ", allowed.stream().sorted().toList()));
      }
    }
    return members;
  }

  /** The members of a mapping. */
  Map<String, YamlPlace> members() throws ClusterFileException {
    if (!(node instanceof MappingNode mapping)) {
      throw wrong("must be a mapping (lines of \"name: value\")");
    }
    Map<String, YamlPlace> members = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw wrong("has a name that is no text");
      }
      YamlPlace member = new YamlPlace(file, key.getValue(), tuple.getValueNode());
      if (members.put(key.getValue(), member) != null) {
        throw member.wrong("is there twice");
      }
    }
    return members;
  }

  List<YamlPlace> elements() throws ClusterFileException {
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong("must be a list (lines that begin with \"-\")");
    }
    List<YamlPlace> elements = new ArrayList<>();
    for (Node element : sequence.getValue()) {
      elements.add(new YamlPlace(file, name, element));
    }
    return elements;
  }

  /** A member that has to be there. */
  YamlPlace need(Map<String, YamlPlace> members, String member) throws ClusterFileException {
    YamlPlace found = members.get(member);
    if (found == null) {
      throw wrong("lacks \"" + member + "\"");
    }
    return found;
  }

  /** A text, of any scalar; not empty. */
  String text() throws ClusterFileException {
    if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
      throw wrong("must be a text");
    }
    return scalar.getValue();
  }

  int number(int least, int most) throws ClusterFileException {
    try {
      int value = Integer.parseInt(text());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw wrong(String.format(Locale.ROOT, "must be a whole number from %d to %d", least, most));
  }

  boolean truth() throws ClusterFileException {
    return switch (text()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong("must be true or false");
    };
  }

  /** An error that names the place. */
  ClusterFileException wrong(String what) {
    Mark start = node.getStartMark().orElse(null);
    String where =
        start == null
            ? ""
            : ", line " + (start.getLine() + 1) + ", column " + (start.getColumn() + 1);
    return new ClusterFileException(
        file
            + where
            + ": "
            + (name.isEmpty() ? "the file" : "\"" + name + "\"")
            + " "
            + what
            + ".");
  }

  static @Nullable String textOf(@Nullable YamlPlace place) throws ClusterFileException {
    return place == null ? null : place.text();
  }
}
