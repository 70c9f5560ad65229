package io.raftarium.search;

import io.raftarium.protocol.Command;
import io.raftarium.protocol.Rpc;

/**
 * One thing that happens on the way. That a message is lost or late is no move: it is what becomes
 * of one that nobody delivers.
 */
public sealed interface Move {
  /** At which node. */
  int node();

  /**
   * A message arrives.
   *
   * @param copy one more of it stays under way
   */
  record Deliver(Rpc rpc, boolean copy) implements Move {
    @Override
    public int node() {
      return rpc.to();
    }
  }

  /**
   * An election timeout passes for all, in which no heartbeat arrives, and the election timer of
   * this node fires first.
   */
  record TimeOut(int node) implements Move {}

  /** The heartbeat timer of a leader fires. */
  record Heartbeat(int node) implements Move {}

  /** The process of a node dies. */
  record Crash(int node) implements Move {}

  /** The process of a node starts again on its rows. */
  record Restart(int node) implements Move {}

  /** A client asks a leader. */
  record Submit(int node, Command command) implements Move {}
}
