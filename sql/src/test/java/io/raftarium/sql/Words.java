package io.raftarium.sql;

import java.util.NoSuchElementException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The words of a scenario's line; a bracket or a quote keeps what it encloses together. */
final class Words {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final String text;
  private int at;

  Words(String text) {
    this.text = text.strip();
  }

  boolean hasNext() {
    return at < text.length();
  }

  String next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the line ends too early: " + text);
    }
    int depth = 0;
    boolean quoted = false;
    int from = at;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '[' || c == '{')) {
        depth++;
      } else if (!quoted && (c == ']' || c == '}')) {
        depth--;
      } else if (!quoted && depth == 0 && Character.isWhitespace(c)) {
        break;
      }
      at++;
    }
    String word = text.substring(from, at);
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return word;
  }

  String rest() {
    String rest = text.substring(at);
    at = text.length();
    return rest;
  }

  /** The remaining words as fields: {@code name=value}, the value JSON or a plain text. */
  ObjectNode fields() {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    while (hasNext()) {
      String word = next();
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("name=value expected, not " + word);
      }
      fields.set(word.substring(0, equals), value(word.substring(equals + 1)));
    }
    return fields;
  }

  static JsonNode value(String text) {
    if (text.equals("none")) {
      return JsonNodeFactory.instance.nullNode();
    }
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      return JsonNodeFactory.instance.stringNode(text);
    }
  }
}
