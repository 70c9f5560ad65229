package io.raftarium.protocol;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a step asks its caller to do once it is committed; read where someone wants to know. */
public record Actions(JsonNode body) {
  /** Nothing to do. */
  public static final Actions NONE = new Actions(JsonNodeFactory.instance.objectNode());

  /** Whether it asks for anything of the election timer. */
  public boolean touchesElection() {
    return body.path("timers").has("election");
  }

  /** Lets the timers be set as it asks. */
  public void setTimers(Effects effects) {
    switch (body.path("timers").path("election").asString("")) {
      case "reset" -> effects.resetElection();
      case "stop" -> effects.stopElection();
      default -> {}
    }
    switch (body.path("timers").path("heartbeat").asString("")) {
      case "start" -> effects.startHeartbeat();
      case "stop" -> effects.stopHeartbeat();
      default -> {}
    }
  }

  /** Lets everything be sent and answered that it asks for. */
  public void tell(Effects effects) {
    sent().forEach(effects::send);
    replies().forEach(effects::answer);
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
