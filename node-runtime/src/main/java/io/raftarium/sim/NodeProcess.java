package io.raftarium.sim;

import io.raftarium.database.Steps.Step;
import io.raftarium.protocol.Event;
import io.raftarium.view.NodeStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A node's process: what the runtime around the function holds, and loses when it dies. */
final class NodeProcess {
  /** Events that wait for a paused process before more are dropped. */
  private static final int MOST_WAITING = 500;

  final int node;
  final Deque<Event> inbox = new ArrayDeque<>();

  /** Rises with every death, so that what was planned for an earlier life is void. */
  long life;

  boolean up;
  boolean paused;

  /** The next step commits, but its messages and answers are lost with the process. */
  boolean dying;

  /** What is on its disk, to be told with its next event. */
  Event.@Nullable Stored stored;

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

  /** As the window tells it. */
  NodeStatus.State state() {
    return !up
        ? NodeStatus.State.DOWN
        : paused ? NodeStatus.State.PAUSED : NodeStatus.State.RUNNING;
  }

  /** The node's own clock, ms; never goes back in one life. */
  long at(long now) {
    lastAt = Math.max(lastAt, clockOffset + (long) (now * clockRate));
    return lastAt;
  }

  void clockStartsAnew() {
    lastAt = 0;
  }

  /** Requests that wait are taken in one step, as a node's runtime does it. */
  void add(Event event) {
    Event joined = inbox.isEmpty() ? null : joined(inbox.getLast(), event);
    if (joined != null) {
      inbox.removeLast();
      inbox.add(joined);
    } else if (inbox.size() < MOST_WAITING) {
      inbox.add(event);
    }
  }

  private static @Nullable Event joined(Event last, Event event) {
    if (last instanceof Event.ClientRequest first && event instanceof Event.ClientRequest more) {
      return first.and(more);
    }
    return last instanceof Event.ClientRead first && event instanceof Event.ClientRead more
        ? first.and(more)
        : null;
  }

  /** The next step to take, if the process can take one. */
  @Nullable Step next(long now, boolean withTime) {
    if (!up || paused) {
      return null;
    }
    Event event = inbox.poll();
    if (event == null) {
      return null;
    }
    if (stored != null && !(event instanceof Event.Stored)) {
      event = event.with(stored);
      stored = null;
    }
    return new Step(node, withTime ? event.at(at(now)) : event);
  }

  void die() {
    up = false;
    paused = false;
    dying = false;
    heartbeats = false;
    life++;
    stored = null;
    electionArmed++;
    heartbeatArmed++;
    inbox.clear();
  }
}
