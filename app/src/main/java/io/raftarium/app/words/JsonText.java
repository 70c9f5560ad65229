package io.raftarium.app.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/** JSON for reading: one field a line, and what is inside a field compact. */
public final class JsonText {
  private static final List<String> FIRST =
      List.of(
          "type",
          "from",
          "to",
          "term",
          "prev_log_index",
          "prev_log_term",
          "entries",
          "leader_commit",
          "success",
          "match_index",
          "vote_granted");
  private static final List<String> LAST = List.of("round", "id", "at");

  private JsonText() {}

  /** One field a line; each element of an array of objects on a line of its own. */
  public static String pretty(JsonNode json) {
    if (!json.isObject() || json.isEmpty()) {
      return json.toString();
    }
    StringBuilder text = new StringBuilder("{");
    boolean first = true;
    for (String field : names(json)) {
      text.append(first ? " " : ",\n  ").append('"').append(field).append("\": ");
      first = false;
      appendValue(text, json.get(field));
    }
    return text.append(" }").toString();
  }

  /** The fields of an object with their values, those that say most first. */
  public static SequencedMap<String, String> fields(JsonNode json) {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    for (String field : names(json)) {
      JsonNode value = json.get(field);
      fields.put(field, value.isString() ? value.asString("") : value.toString());
    }
    return fields;
  }

  /** What says most comes first: the database keeps fields by the length of their names. */
  private static List<String> names(JsonNode json) {
    List<String> fields = new ArrayList<>(json.propertyNames());
    fields.sort(Comparator.comparingInt(JsonText::rank));
    return fields;
  }

  private static int rank(String field) {
    int first = FIRST.indexOf(field);
    return first >= 0 ? first : LAST.contains(field) ? FIRST.size() + 1 : FIRST.size();
  }

  private static void appendValue(StringBuilder text, JsonNode value) {
    if (!value.isArray() || value.isEmpty() || !value.get(0).isObject()) {
      text.append(value);
      return;
    }
    String separator = "[\n    ";
    for (JsonNode element : value) {
      text.append(separator).append(element);
      separator = ",\n    ";
    }
    text.append(" ]");
  }
}
