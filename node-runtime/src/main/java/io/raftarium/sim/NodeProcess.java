package io.raftarium.sim;

import io.raftarium.sim.Stepper.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A node's process: what the runtime around the function holds, and loses when it dies. */
final class NodeProcess {
  /** Events that wait for a paused process before more are dropped. */
  private static final int MOST_WAITING = 500;

  final int node;
  final Deque<ObjectNode> inbox = new ArrayDeque<>();

  /** Rises with every death, so that what was planned for an earlier life is void. */
  long life;

  boolean up;
  boolean paused;

  /** The next step commits, but its messages and answers are lost with the process. */
  boolean dying;

  long electionArmed;
  long heartbeatArmed;
  boolean heartbeats;

  /** The clock: what it shows is offset + rate * virtual time. */
  long clockOffset;

  double clockRate = 1;
  private long lastAt;

  NodeProcess(int node) {
    this.node = node;
  }

  /** The node's own clock, ms; never goes back in one life. */
  long at(long now) {
    lastAt = Math.max(lastAt, clockOffset + (long) (now * clockRate));
    return lastAt;
  }

  void clockStartsAnew() {
    lastAt = 0;
  }

  void add(ObjectNode event) {
    ObjectNode last = inbox.peekLast();
    if (last != null && joined(last, event, "ClientRequest", "requests")) {
      return;
    }
    if (last != null && joined(last, event, "ClientRead", "reads")) {
      return;
    }
    if (inbox.size() < MOST_WAITING) {
      inbox.add(event);
    }
  }

  /** Requests that wait are taken in one step, as a node's runtime does it. */
  private static boolean joined(ObjectNode last, ObjectNode event, String type, String list) {
    if (!isType(last, type) || !isType(event, type)) {
      return false;
    }
    ((ArrayNode) last.get(list)).addAll((ArrayNode) event.get(list));
    return true;
  }

  private static boolean isType(ObjectNode event, String type) {
    return event.get("type").stringValue().equals(type);
  }

  /** The next step to take, if the process can take one. */
  @Nullable Step next(long now, boolean withTime) {
    if (!up || paused) {
      return null;
    }
    ObjectNode event = inbox.poll();
    if (event == null) {
      return null;
    }
    if (withTime) {
      event.put("at", at(now));
    }
    return new Step(node, event);
  }

  void die() {
    up = false;
    paused = false;
    dying = false;
    heartbeats = false;
    life++;
    electionArmed++;
    heartbeatArmed++;
    inbox.clear();
  }
}
