package io.raftarium.node;

import io.raftarium.protocol.Reply;
import io.raftarium.transport.Transport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Carries out what a committed step asks for: timers, messages, and answers to who waits. */
final class NodeActions {
  private final NodeTimers timers;
  private final Transport transport;
  private final Map<String, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();

  NodeActions(NodeTimers timers, Transport transport) {
    this.timers = timers;
    this.transport = transport;
  }

  /** From now on a reply to this request completes the answer. */
  void expect(String request, CompletableFuture<Reply> answer) {
    waiting.put(request, answer);
    CompletableFuture<Reply> _ = answer.whenComplete((reply, problem) -> waiting.remove(request));
  }

  /** Nobody will answer those who wait: what they asked for may or may not happen. */
  void forgetWaiting() {
    for (CompletableFuture<Reply> answer : List.copyOf(waiting.values())) {
      answer.complete(Reply.unknown());
    }
  }

  /** Sets the timers that a step's result asks for; the step is committed. */
  void setTimers(JsonNode result) {
    JsonNode wanted = result.path("timers");
    switch (wanted.path("election").asString("")) {
      case "reset" -> timers.resetElection();
      case "stop" -> timers.stopElection();
      default -> {}
    }
    switch (wanted.path("heartbeat").asString("")) {
      case "start" -> timers.startHeartbeat();
      case "stop" -> timers.stopHeartbeat();
      default -> {}
    }
  }

  /** Sends and answers what a step's result asks for; the step is committed. */
  void send(JsonNode result) {
    for (JsonNode rpc : result.path("send_rpc")) {
      if (rpc instanceof ObjectNode message) {
        boolean _ = transport.send(message);
      }
    }
    for (JsonNode reply : result.path("replies")) {
      CompletableFuture<Reply> answer = waiting.get(reply.path("request").asString(""));
      if (answer != null) {
        answer.complete(Reply.of(reply));
      }
    }
  }
}
