package io.raftarium.node;

/** Told what a node cannot mend by itself, or had to; called on the node's thread. */
public interface NodeListener {
  /** The node lost its connection and runs again on a new one. */
  void reconnected(int node, String text);

  /** The function refused an event that nobody waits for. */
  void refused(int node, String text);

  /** The node's process ended by itself. */
  void failed(int node, String text);
}
