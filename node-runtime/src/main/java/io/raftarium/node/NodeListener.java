package io.raftarium.node;

import io.raftarium.protocol.Event;
import io.raftarium.protocol.StepResult;
import java.time.Duration;

/**
 * Told each step, and what a node cannot mend by itself, or had to; called on the node's thread.
 */
public interface NodeListener {
  /**
   * A step is committed and the timers are set; what it sends and answers follows.
   *
   * @param event what the node took
   * @param result what the function returned
   */
  void stepped(int node, Event event, StepResult result);

  /**
   * Steps of one transaction are committed; each is told by itself after it.
   *
   * @param count how many
   * @param time from the call to the answer
   */
  default void committed(int node, int count, Duration time) {}

  /**
   * The node lost its connection and runs again on a new one.
   *
   * @param committed whether the step it was in had been committed
   */
  void reconnected(int node, boolean committed);

  /**
   * The function refused an event that nobody waits for.
   *
   * @param type of the event
   */
  void refused(int node, String type, String why);

  /** The node's process ended by itself. */
  void failed(int node, String why);
}
