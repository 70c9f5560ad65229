package io.raftarium.node;

import io.raftarium.protocol.Event;
import io.raftarium.protocol.StepResult;

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

  /** The node lost its connection and runs again on a new one. */
  void reconnected(int node, String text);

  /** The function refused an event that nobody waits for. */
  void refused(int node, String text);

  /** The node's process ended by itself. */
  void failed(int node, String text);
}
