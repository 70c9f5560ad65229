package io.raftarium.protocol;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer to a client request.
 *
 * @param request the id of the request; empty where nobody gave it to a node
 * @param status what happened
 * @param leader whom to ask instead, for {@code NOT_LEADER}; null if nobody knows
 * @param index log index of the entry, for {@code OK}; else 0
 * @param term term of the entry, for {@code OK}; else 0
 * @param result the command's result, for {@code OK}; else none
 * @param error why nothing was done, for {@code REJECTED} and {@code NOT_TAKEN}; what was wrong
 *     with a status that the contract does not know, for {@code UNKNOWN}
 */
public record Reply(
    String request,
    Status status,
    @Nullable Integer leader,
    long index,
    long term,
    Result result,
    @Nullable String error) {
  /** Between programs: a status that no step answers with. */
  private static final String NOT_TAKEN = "not_taken";

  /** What happened to a request. */
  public enum Status {
    /** Committed and applied. */
    OK,
    /** Not done: another node is leader. */
    NOT_LEADER,
    /** Not done: the function refused it. */
    REJECTED,
    /** It may or may not happen. */
    UNKNOWN,
    /** Not done: the node's process ended, or had no room, before it took the request. */
    NOT_TAKEN
  }

  /** The outcome is not known. */
  public static Reply unknown() {
    return new Reply("", Status.UNKNOWN, null, 0, 0, Result.NONE, null);
  }

  /** Done, by what somebody else saw. */
  public static Reply done(Result result) {
    return new Reply("", Status.OK, null, 0, 0, result, null);
  }

  public static Reply notTaken(String error) {
    return new Reply("", Status.NOT_TAKEN, null, 0, 0, Result.NONE, error);
  }

  public static Reply rejected(String error) {
    return new Reply("", Status.REJECTED, null, 0, 0, Result.NONE, error);
  }

  /** As a step tells it, and one that no step tells in the same way. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("request", request).put("status", status.name().toLowerCase(Locale.ROOT));
    if (leader != null) {
      json.put("leader", leader);
    }
    if (status == Status.OK || index > 0) {
      json.put("index", index).put("term", term);
    }
    if (status == Status.OK) {
      json.set("result", result.body());
    }
    return error == null ? json : json.put("error", error);
  }

  /** An element of a step's {@code replies}. */
  public static Reply of(JsonNode reply) {
    String text = reply.path("status").asString("");
    Status status =
        switch (text) {
          case "ok" -> Status.OK;
          case "not_leader" -> Status.NOT_LEADER;
          case "rejected" -> Status.REJECTED;
          case NOT_TAKEN -> Status.NOT_TAKEN;
          default -> Status.UNKNOWN;
        };
    JsonNode leader = reply.path("leader");
    JsonNode error = reply.path("error");
    boolean foreign = status == Status.UNKNOWN && !text.equals("unknown");
    JsonNode result = reply.path("result");
    return new Reply(
        reply.path("request").asString(""),
        status,
        leader.isInt() ? leader.asInt() : null,
        reply.path("index").asLong(0),
        reply.path("term").asLong(0),
        result.isMissingNode() ? Result.NONE : new Result(result),
        foreign
            ? "the contract knows no status '" + text + "'"
            : error.isString() ? error.asString() : null);
  }
}
