package io.raftarium.sim;

import io.raftarium.protocol.Event;
import io.raftarium.protocol.Reply;
import io.raftarium.protocol.Rpc;

/** Something that is due at a moment of virtual time. */
sealed interface Planned {
  /**
   * A message reaches its node.
   *
   * @param number of the message; a duplicate has another one
   */
  record Delivery(Rpc message, long number) implements Planned {}

  /**
   * A node's election timer fires.
   *
   * @param armed which arming of the timer; another one since makes this one void
   */
  record ElectionTimer(int node, long armed) implements Planned {}

  /** A leader's heartbeat timer fires. */
  record HeartbeatTimer(int node, long armed) implements Planned {}

  /** A timer fires for no reason. */
  record StrayTimer(int node, Event event) implements Planned {}

  /** A client's or the operator's event reaches a node. */
  record Arrival(int node, Event event) implements Planned {}

  /** A node's process starts again. */
  record Restart(int node, long life) implements Planned {}

  /** What a node's server has committed is on its disk. */
  record Written(int node, long life) implements Planned {}

  /** A leader is told what is on its disk. */
  record Told(int node, long life, Event.Stored stored) implements Planned {}

  /** A node goes on after a pause. */
  record Resume(int node, long life) implements Planned {}

  /** A client thinks of something to do. */
  record Think(int client) implements Planned {}

  /** A client waits no longer. */
  record GiveUp(int client, long attempt) implements Planned {}

  /** An answer reaches its client. */
  record Answer(Reply reply) implements Planned {}

  /**
   * The next fault.
   *
   * @param operators whether it is the operator who makes it
   */
  record Trouble(boolean operators) implements Planned {}

  /** A removed node's disk is wiped. */
  record Wipe(int node) implements Planned {}
}
