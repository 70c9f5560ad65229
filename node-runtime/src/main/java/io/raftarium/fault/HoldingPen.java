package io.raftarium.fault;

import io.raftarium.protocol.Rpc;
import io.raftarium.view.Hold;
import io.raftarium.view.WireMessage;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait on their links until the operator says what becomes of them, by number. Only
 * {@link #hold} and {@link #stops} are safe for any thread.
 */
final class HoldingPen {
  /** Messages that may wait at once; one more is lost. */
  static final int MOST = 1_000;

  private final SortedMap<Long, WireMessage> held = new TreeMap<>();
  private volatile @Nullable Hold hold;
  private boolean overflowed;

  Optional<Hold> hold() {
    return Optional.ofNullable(hold);
  }

  void hold(@Nullable Hold newHold) {
    hold = newHold;
    overflowed = false;
  }

  boolean stops(Rpc rpc) {
    Hold now = hold;
    return now != null && now.stops(rpc);
  }

  boolean full() {
    return held.size() >= MOST;
  }

  /** Whether it is full for the first time since what is held was said. */
  boolean overflows() {
    boolean first = !overflowed;
    overflowed = true;
    return first;
  }

  void put(WireMessage message) {
    held.put(message.number(), message);
  }

  Optional<WireMessage> find(long number) {
    return Optional.ofNullable(held.get(number));
  }

  void remove(WireMessage message) {
    held.remove(message.number());
  }

  /** The oldest first. */
  List<WireMessage> all() {
    return List.copyOf(held.values());
  }
}
