package io.raftarium.protocol;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a step asks its caller to do once it is committed; read where someone wants to know. */
public record Actions(JsonNode body) {
  /** Nothing to do. */
  public static final Actions NONE = new Actions(JsonNodeFactory.instance.objectNode());

  /** What becomes of the election timer. */
  public enum ElectionTimer {
    LEFT,
    /** Armed with a fresh timeout. */
    RESET,
    STOPPED
  }

  /** What becomes of the heartbeat timer. */
  public enum HeartbeatTimer {
    LEFT,
    STARTED,
    STOPPED
  }

  /** What becomes of the election timer. */
  public ElectionTimer election() {
    return switch (body.path("timers").path("election").asString("")) {
      case "reset" -> ElectionTimer.RESET;
      case "stop" -> ElectionTimer.STOPPED;
      default -> ElectionTimer.LEFT;
    };
  }

  /** What becomes of the heartbeat timer. */
  public HeartbeatTimer heartbeat() {
    return switch (body.path("timers").path("heartbeat").asString("")) {
      case "start" -> HeartbeatTimer.STARTED;
      case "stop" -> HeartbeatTimer.STOPPED;
      default -> HeartbeatTimer.LEFT;
    };
  }

  /** The messages to send, in order. */
  public List<Rpc> sent() {
    List<Rpc> sent = new ArrayList<>();
    body.path("send_rpc").forEach(rpc -> sent.add(Rpc.of(rpc)));
    return sent;
  }

  /** The answers to give, in order. */
  public List<Reply> replies() {
    List<Reply> replies = new ArrayList<>();
    body.path("replies").forEach(reply -> replies.add(Reply.of(reply)));
    return replies;
  }
}
