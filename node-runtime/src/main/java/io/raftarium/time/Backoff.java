package io.raftarium.time;

import java.time.Duration;

/** How long to wait before the next try: twice as long each time, up to a longest. */
public final class Backoff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  public Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** Whether nothing was tried in vain yet. */
  public boolean fresh() {
    return next.equals(first);
  }

  /** How long to wait now. */
  public Duration next() {
    Duration now = next;
    Duration twice = now.multipliedBy(2);
    next = twice.compareTo(longest) < 0 ? twice : longest;
    return now;
  }

  /** A try was good. */
  public void reset() {
    next = first;
  }
}
