package io.raftarium.view;

import io.raftarium.protocol.Rpc;
import io.raftarium.time.Countdown;

/**
 * A message between two nodes, on its way or lately arrived.
 *
 * @param number rises with every message sent in this laboratory
 * @param rpc the message, as the sending step returned it
 * @param flight from when it is sent to when it arrives; at once where the link adds no delay
 * @param endedAt real time, {@link System#nanoTime()}, at which its fate was known; 0 while it
 *     flies
 * @param fate what became of it
 */
public record WireMessage(
    long number, int from, int to, Rpc rpc, Countdown flight, long endedAt, Fate fate) {
  /** What became of a message. */
  public enum Fate {
    /** Still under way. */
    FLYING,
    /** Handed to the receiving node. */
    DELIVERED,
    /** The link is cut or lost it. */
    LOST,
    /** The receiver is down. */
    REFUSED
  }

  /** The same, once its fate is known. */
  public WireMessage ended(long newEndedAt, Fate newFate) {
    return new WireMessage(number, from, to, rpc, flight, newEndedAt, newFate);
  }
}
