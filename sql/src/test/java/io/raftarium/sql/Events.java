package io.raftarium.sql;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The events of the contract, written short. */
final class Events {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What a column or field is called in scenarios. */
  private static final Map<String, String> NAMES =
      Map.of(
          "term",
          "current_term",
          "leader",
          "leader_id",
          "commit",
          "commit_index",
          "applied",
          "last_applied",
          "next",
          "next_index",
          "match",
          "match_index");

  /** What a field of an RPC is where a scenario does not say. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "RequestVote", "{\"last_log_index\":0,\"last_log_term\":0,\"pre_vote\":false}",
          "RequestVoteReply", "{\"vote_granted\":true,\"pre_vote\":false}",
          "AppendEntries",
              "{\"prev_log_index\":0,\"prev_log_term\":0,\"entries\":[],\"leader_commit\":0,\"round\":1}",
          "AppendEntriesReply", "{\"success\":true,\"prev_log_index\":0,\"round\":1}",
          "InstallSnapshot", "{\"chunk\":0,\"data\":{},\"done\":true,\"round\":1}",
          "InstallSnapshotReply", "{\"next_chunk\":1,\"installed\":true,\"round\":1}",
          "TimeoutNow", "{}");

  private Events() {}

  static ObjectNode event(String type, int node, ObjectNode given, int id, @Nullable Long clock) {
    ObjectNode event = JSON.objectNode().put("type", type);
    String defaults = DEFAULTS.get(type);
    if (defaults != null) {
      event.put("id", "scenario." + id).put("to", node).put("from", node == 2 ? 3 : 2);
      event.setAll((ObjectNode) Words.value(defaults));
    }
    if (clock != null) {
      event.put("at", clock);
    }
    JsonNode term = given.path("term");
    ObjectNode fields = shorthand(given);
    fields.remove("current_term");
    fields.properties().forEach(f -> event.set(rpcName(f.getKey()), f.getValue()));
    if (!term.isMissingNode()) {
      event.set("term", term);
    }
    if (type.equals("RequestVoteReply") && !event.has("vote_term")) {
      event.set("vote_term", event.path("term"));
    }
    if (event.path("success").isBoolean() && !event.path("success").asBoolean()) {
      event.remove("match_index");
    }
    if (event.path("entries") instanceof ArrayNode entries) {
      event.set("entries", entries(entries, event.path("prev_log_index").asLong()));
    }
    return event;
  }

  /** A log is made by an AppendEntries of an invented leader; {@code log [1,1,2] commit=1}. */
  static ObjectNode log(String terms, int node, ObjectNode fields, int id) {
    ArrayNode entries = (ArrayNode) Words.value(terms);
    ObjectNode given = fields.deepCopy();
    given.set("entries", entries);
    if (!given.has("term")) {
      given.set("term", entries.get(entries.size() - 1));
    }
    return event("AppendEntries", node, given, id, null);
  }

  /** One ClientRequest that puts so many keys, each with a text of so many characters. */
  static ObjectNode puts(int count, int length) {
    ObjectNode event = JSON.objectNode().put("type", "ClientRequest");
    ArrayNode requests = event.putArray("requests");
    for (int i = 1; i <= count; i++) {
      requests
          .addObject()
          .put("request", "p" + i)
          .putObject("command")
          .put("op", "put")
          .put("key", "key" + i)
          .put("value", "x".repeat(length));
    }
    return event;
  }

  private static String rpcName(String name) {
    return switch (name) {
      case "commit_index" -> "leader_commit";
      default -> name;
    };
  }

  /**
   * Numbers are the terms of commands that put the entry's index; a config may be written as an
   * object.
   */
  private static ArrayNode entries(ArrayNode given, long prev) {
    ArrayNode entries = JSON.arrayNode();
    for (JsonNode entry : given) {
      if (entry.isNumber()) {
        ObjectNode command =
            JSON.objectNode()
                .put("op", "put")
                .put("key", "k")
                .put("value", prev + entries.size() + 1);
        entries.addObject().put("kind", "command").set("term", entry).set("command", command);
      } else {
        entries.add(entry);
      }
    }
    return entries;
  }

  /** Index@term becomes two fields, short names become the contract's. */
  static ObjectNode shorthand(ObjectNode given) {
    ObjectNode fields = JSON.objectNode();
    given
        .properties()
        .forEach(f -> {
          String value = f.getValue().isString() ? f.getValue().asString() : "";
          int at = value.indexOf('@');
          switch (f.getKey()) {
            case "prev", "last", "snapshot" -> {
              String name =
                  f.getKey().equals("prev")
                      ? "prev_log"
                      : f.getKey().equals("last") ? "last_log" : "snapshot";
              if (at > 0) {
                fields.set(name + "_index", Words.value(value.substring(0, at)));
                fields.set(name + "_term", Words.value(value.substring(at + 1)));
              } else {
                fields.set(name + "_index", f.getValue());
              }
            }
            default -> fields.set(NAMES.getOrDefault(f.getKey(), f.getKey()), f.getValue());
          }
        });
    return fields;
  }

  /**
   * Whether an object has all wanted fields with their values; entries may be wanted by their
   * terms.
   */
  static boolean matches(JsonNode found, ObjectNode wanted) {
    for (Map.Entry<String, JsonNode> field : wanted.properties()) {
      JsonNode value = find(found, field.getKey());
      if (field.getKey().equals("entries")
          && (field.getValue().isEmpty() || field.getValue().get(0).isNumber())) {
        ArrayNode terms = JSON.arrayNode();
        value.forEach(entry -> terms.add(entry.path("term")));
        value = terms;
      }
      if (field.getValue() instanceof ObjectNode object && value.isObject()) {
        if (!matches(value, object)) {
          return false;
        }
      } else if (!value.equals(field.getValue())) {
        return false;
      }
    }
    return true;
  }

  /** A short name may stand for a column of the state, or for a field of a message. */
  private static JsonNode find(JsonNode found, String name) {
    JsonNode value = found.path(name);
    if (value.isMissingNode()) {
      value =
          switch (name) {
            case "current_term" -> found.path("term");
            case "leader_id" -> found.path("leader");
            case "commit_index" -> found.path("leader_commit");
            default -> value;
          };
    }
    return value;
  }
}
