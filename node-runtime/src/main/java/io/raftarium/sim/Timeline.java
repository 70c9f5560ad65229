package io.raftarium.sim;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time, ms, and what is due when; what is due at one moment comes in the order of plans.
 */
final class Timeline {
  private record Due(long time, long number, Planned happening) {}

  private final PriorityQueue<Due> due =
      new PriorityQueue<>((a, b) ->
          a.time != b.time ? Long.compare(a.time, b.time) : Long.compare(a.number, b.number));
  private long now;
  private long number;

  long now() {
    return now;
  }

  void after(long delay, Planned happening) {
    due.add(new Due(now + delay, number++, happening));
  }

  /** Moves on to the next moment at which something is due; false if nothing ever is. */
  boolean advance() {
    Due next = due.peek();
    if (next == null) {
      return false;
    }
    now = next.time;
    return true;
  }

  /** The next thing due now, or null. */
  @Nullable Planned next() {
    Due next = due.peek();
    if (next == null || next.time > now) {
      return null;
    }
    due.remove();
    return next.happening;
  }
}
