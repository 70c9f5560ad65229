package io.raftarium.node;

import io.raftarium.protocol.Actions;
import io.raftarium.protocol.Reply;
import io.raftarium.protocol.Rpc;
import io.raftarium.transport.Transport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

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

  /** Sets the timers as a committed step asks for. */
  void setTimers(Actions actions) {
    switch (actions.election()) {
      case RESET -> timers.resetElection();
      case STOPPED -> timers.stopElection();
      case LEFT -> {}
    }
    switch (actions.heartbeat()) {
      case STARTED -> timers.startHeartbeat();
      case STOPPED -> timers.stopHeartbeat();
      case LEFT -> {}
    }
  }

  /** Sends and answers what a committed step asks for. */
  void send(Actions actions) {
    for (Rpc rpc : actions.sent()) {
      boolean _ = transport.send(rpc);
    }
    for (Reply reply : actions.replies()) {
      CompletableFuture<Reply> answer = waiting.get(reply.request());
      if (answer != null) {
        answer.complete(reply);
      }
    }
  }
}
