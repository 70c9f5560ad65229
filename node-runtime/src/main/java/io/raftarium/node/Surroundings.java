package io.raftarium.node;

import io.raftarium.database.ConnectionSource;
import io.raftarium.time.NodeClock;
import io.raftarium.transport.Transport;

/**
 * What the process of a node lives in.
 *
 * @param database where its rows are
 * @param transport what carries its messages
 * @param clock its time
 * @param listener who is told of it
 */
public record Surroundings(
    ConnectionSource database, Transport transport, NodeClock clock, NodeListener listener) {
  /** The same by another clock. */
  public Surroundings with(NodeClock other) {
    return new Surroundings(database, transport, other, listener);
  }
}
