package io.raftarium.transport;

import io.raftarium.protocol.Rpc;
import io.raftarium.view.WireMessage.Fate;
import java.util.function.Consumer;

/** Carries messages between nodes; it may lose, repeat and reorder them, but never changes them. */
public interface Transport {
  /**
   * Sends a message on its way and returns at once.
   *
   * @param rpc a message as a step returned it; not changed later
   * @return false if it is known at once that nobody takes it
   */
  boolean send(Rpc rpc);

  /**
   * The same, for who wants to know what became of it.
   *
   * @param ended told once, at once or later, from any thread
   */
  default void send(Rpc rpc, Consumer<Fate> ended) {
    ended.accept(send(rpc) ? Fate.DELIVERED : Fate.REFUSED);
  }

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
