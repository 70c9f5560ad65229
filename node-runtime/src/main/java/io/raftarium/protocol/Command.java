package io.raftarium.protocol;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A command for the state machine, or a read's query; read where someone wants to know. */
public record Command(JsonNode body) {
  /** What it does. */
  public enum Op {
    PUT,
    GET,
    DELETE,
    CAS,
    APPEND,
    /** Opens a client session. */
    REGISTER,
    /** Something that the contract does not know. */
    UNKNOWN
  }

  /** Gives a key a value. */
  public static Command put(String key, JsonNode value) {
    return new Command(of("put", key).set("value", value));
  }

  /** Gives a key a text. */
  public static Command put(String key, String value) {
    return put(key, JsonNodeFactory.instance.stringNode(value));
  }

  /** Reads a key; this is a query, no command for the log. */
  public static Command get(String key) {
    return new Command(of("get", key));
  }

  /** Takes a key away. */
  public static Command delete(String key) {
    return new Command(of("delete", key));
  }

  /**
   * Gives a key a value if it has the expected one.
   *
   * @param expect JSON null for none
   */
  public static Command cas(String key, JsonNode expect, JsonNode value) {
    ObjectNode command = of("cas", key);
    command.set("expect", expect);
    return new Command(command.set("value", value));
  }

  /** Appends to the text of a key. */
  public static Command append(String key, String text) {
    return new Command(of("append", key).put("value", text));
  }

  /** Opens a client session. */
  public static Command register() {
    return new Command(JsonNodeFactory.instance.objectNode().put("op", "register"));
  }

  private static ObjectNode of(String op, String key) {
    return JsonNodeFactory.instance.objectNode().put("op", op).put("key", key);
  }

  public Op op() {
    return switch (body.path("op").asString("")) {
      case "put" -> Op.PUT;
      case "get" -> Op.GET;
      case "delete" -> Op.DELETE;
      case "cas" -> Op.CAS;
      case "append" -> Op.APPEND;
      case "register" -> Op.REGISTER;
      default -> Op.UNKNOWN;
    };
  }

  /** The key; JSON of another kind than a text where somebody sent one. */
  public JsonNode key() {
    return body.path("key");
  }

  public JsonNode value() {
    return body.path("value");
  }

  /** What a cas expects. */
  public JsonNode expect() {
    return body.path("expect");
  }

  @Override
  public String toString() {
    return body.toString();
  }
}
