package io.raftarium.transport;

import io.raftarium.protocol.Rpc;

/** Carries messages between nodes; it may lose, repeat and reorder them, but never changes them. */
public interface Transport {
  /**
   * Sends a message on its way and returns at once.
   *
   * @param rpc a message as a step returned it; not changed later
   * @return false if it is known at once that nobody takes it
   */
  boolean send(Rpc rpc);

  /** Connects a node: from now on its messages go to the inbox. Takes the place of an older one. */
  void connect(int node, Inbox inbox);

  /** Disconnects a node, if this inbox is still the one connected: messages to it are refused. */
  void disconnect(int node, Inbox inbox);

  /** Where a node takes its messages; called from any thread, never blocks. */
  @FunctionalInterface
  interface Inbox {
    /** Takes a message. */
    void receive(Rpc rpc);
  }
}
