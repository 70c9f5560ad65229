package io.raftarium.sim;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Something that is due at a moment of virtual time. */
sealed interface Happening {
  /** A message reaches its node. */
  record Delivery(ObjectNode message) implements Happening {}

  /**
   * A node's election timer fires.
   *
   * @param armed which arming of the timer; another one since makes this one void
   */
  record ElectionTimer(int node, long armed) implements Happening {}

  /** A leader's heartbeat timer fires. */
  record HeartbeatTimer(int node, long armed) implements Happening {}

  /** A timer fires for no reason. */
  record StrayTimer(int node, String type) implements Happening {}

  /** A client's or the operator's event reaches a node. */
  record Arrival(int node, ObjectNode event) implements Happening {}

  /** A node's process starts again. */
  record Restart(int node, long life) implements Happening {}

  /** A node goes on after a pause. */
  record Resume(int node, long life) implements Happening {}

  /** A client thinks of something to do. */
  record Think(int client) implements Happening {}

  /** A client waits no longer. */
  record GiveUp(int client, long attempt) implements Happening {}

  /** An answer reaches its client. */
  record Answer(JsonNode reply) implements Happening {}

  /**
   * The next fault.
   *
   * @param operators whether it is the operator who makes it
   */
  record Trouble(boolean operators) implements Happening {}

  /** A removed node's disk is wiped. */
  record Wipe(int node) implements Happening {}
}
