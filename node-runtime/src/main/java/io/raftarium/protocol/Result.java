package io.raftarium.protocol;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;

/** What a request came to; read where someone wants to know. */
public record Result(JsonNode body) {
  /** Of a request that came to nothing, or nobody knows to what. */
  public static final Result NONE = new Result(NullNode.getInstance());

  /** Of a transfer: another node leads. */
  public static Result ledBy(int leader) {
    return new Result(JsonNodeFactory.instance.objectNode().put("leader", leader));
  }

  /** Whether it says anything. */
  public boolean isNone() {
    return body.isNull() || body.isMissingNode();
  }

  /** Of a read: whether it is the answer to one. */
  public boolean hasValue() {
    return body.has("value");
  }

  /** Of a read: what was found; JSON null for nothing. */
  public JsonNode value() {
    return body.path("value");
  }

  /** Of a cas: whether the key had what was expected. */
  public boolean swapped() {
    return body.path("swapped").asBoolean(false);
  }

  /** Of a cas that swapped nothing: what the key has. */
  public JsonNode current() {
    return body.path("current");
  }

  /** Of a put or an append: whether it says what the key had before. */
  public boolean hasPrevious() {
    return body.has("previous");
  }

  /** Of a put or an append: what the key had before; JSON null for nothing. */
  public JsonNode previous() {
    return body.path("previous");
  }

  /** Of a delete: whether there was anything. */
  public boolean deleted() {
    return body.path("deleted").asBoolean(false);
  }

  /** Of a transfer: whether it names who leads. */
  public boolean hasLeader() {
    return body.has("leader");
  }

  /** Of a transfer: who leads now; 0 where it does not say. */
  public int leader() {
    return body.path("leader").asInt(0);
  }

  /** Of a register: the new session. */
  public long client() {
    return body.path("client").asLong(0);
  }

  @Override
  public String toString() {
    return body.toString();
  }
}
