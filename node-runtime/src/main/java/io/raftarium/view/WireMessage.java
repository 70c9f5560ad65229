package io.raftarium.view;

import io.raftarium.protocol.Rpc;
import io.raftarium.time.Countdown;

/**
 * A message between two nodes, on its way or lately arrived.
 *
 * @param number rises with every message sent in this laboratory
 * @param rpc the message, as the sending step returned it
 * @param flight from when it is sent to when it arrives; at once where the link adds no delay
 * @param endedAt real time, {@link System#nanoTime()}, at which its fate was known; 0 while it is
 *     under way
 * @param fate what became of it
 */
public record WireMessage(
    long number, int from, int to, Rpc rpc, Countdown flight, long endedAt, Fate fate) {
  /** What became of a message. */
  public enum Fate {
    /** Still under way. */
    FLYING,
    /** It has stopped on its link, and waits for the operator. */
    HELD,
    /** Handed to the receiving node. */
    DELIVERED,
    /** The link is cut or lost it. */
    LOST,
    /** The receiver is down. */
    REFUSED
  }

  /** Whether its fate is open. */
  public boolean underWay() {
    return fate == Fate.FLYING || fate == Fate.HELD;
  }

  /** The same, stopped on its link. */
  public WireMessage held() {
    return new WireMessage(number, from, to, rpc, flight, 0, Fate.HELD);
  }

  /** The same, as it flies on. */
  public WireMessage flying(Countdown newFlight) {
    return new WireMessage(number, from, to, rpc, newFlight, 0, Fate.FLYING);
  }

  /** The same, once its fate is known. */
  public WireMessage ended(long newEndedAt, Fate newFate) {
    return new WireMessage(number, from, to, rpc, flight, newEndedAt, newFate);
  }
}
