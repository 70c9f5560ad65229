package io.raftarium.node;

import io.raftarium.protocol.Effects;
import io.raftarium.protocol.Reply;
import io.raftarium.protocol.Rpc;
import io.raftarium.transport.Transport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Carries out what a committed step asks for: timers, messages, and answers to who waits. */
final class NodeEffects implements Effects {
  private final NodeTimers timers;
  private final Transport transport;
  private final Map<String, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();

  NodeEffects(NodeTimers timers, Transport transport) {
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

  @Override
  public void resetElection() {
    timers.resetElection();
  }

  @Override
  public void stopElection() {
    timers.stopElection();
  }

  @Override
  public void startHeartbeat() {
    timers.startHeartbeat();
  }

  @Override
  public void stopHeartbeat() {
    timers.stopHeartbeat();
  }

  @Override
  public void send(Rpc rpc) {
    boolean _ = transport.send(rpc);
  }

  @Override
  public void answer(Reply reply) {
    CompletableFuture<Reply> answer = waiting.get(reply.request());
    if (answer != null) {
      answer.complete(reply);
    }
  }
}
