package io.raftarium.view;

import io.raftarium.protocol.StepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a step would come to that was taken and undone.
 *
 * @param event as the node would take it, with its time
 * @param before the columns of the node's row; of a leader those of its peers too, as {@code
 *     next_index[2]}
 * @param after the same after the step
 * @param rules those that would run, in order; empty where the node keeps no journal of such a step
 * @param result what the function returns, with the actions
 */
public record Preview(
    int node,
    JsonNode event,
    JsonNode before,
    JsonNode after,
    Optional<List<String>> rules,
    StepResult result) {
  /** Whether it begins with the same row as another one. */
  public boolean sameRowAs(Preview other) {
    return before.path("version").equals(other.before.path("version"));
  }

  /** The version of the row that it begins with. */
  public long versionBefore() {
    return before.path("version").asLong(0);
  }

  /** A column of the row that would be another. */
  public record Column(String name, JsonNode before, JsonNode after) {}

  /** The same, with the rules that would run. */
  public Preview with(Optional<List<String>> known) {
    return new Preview(node, event, before, after, known, result);
  }

  /** The columns that would change, by name. */
  public List<Column> changes() {
    TreeSet<String> names = new TreeSet<>(before.propertyNames());
    names.addAll(after.propertyNames());
    List<Column> changes = new ArrayList<>();
    for (String name : names) {
      Column column = new Column(name, before.path(name), after.path(name));
      if (!column.before().equals(column.after())) {
        changes.add(column);
      }
    }
    return List.copyOf(changes);
  }

  /** As JSON, for another program. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("node", node).set("event", event);
    json.set("before", before);
    json.set("after", after);
    rules.ifPresent(names -> {
      ArrayNode list = json.putArray("rules");
      names.forEach(list::add);
    });
    json.set("result", result.body());
    return json;
  }

  /** Reads what {@link #json} wrote. */
  public static Preview of(JsonNode json) {
    List<String> rules = new ArrayList<>();
    json.path("rules").forEach(rule -> rules.add(rule.asString("")));
    return new Preview(
        json.path("node").asInt(0),
        json.path("event"),
        json.path("before"),
        json.path("after"),
        json.has("rules") ? Optional.of(List.copyOf(rules)) : Optional.empty(),
        new StepResult(json.path("result")));
  }
}
