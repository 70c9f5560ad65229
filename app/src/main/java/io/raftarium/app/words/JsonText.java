package io.raftarium.app.words;

import tools.jackson.databind.JsonNode;

/** JSON for reading: one field a line, and what is inside a field compact. */
public final class JsonText {
  private JsonText() {}

  /** One field a line; each element of an array of objects on a line of its own. */
  public static String pretty(JsonNode json) {
    if (!json.isObject() || json.isEmpty()) {
      return json.toString();
    }
    StringBuilder text = new StringBuilder("{");
    boolean first = true;
    for (var field : json.properties()) {
      text.append(first ? " " : ",\n  ").append('"').append(field.getKey()).append("\": ");
      first = false;
      appendValue(text, field.getValue());
    }
    return text.append(" }").toString();
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
