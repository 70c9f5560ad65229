package io.raftarium.app.parts;

import java.time.Duration;

/** Lets a text change seldom enough to be read. FX thread only. */
public final class Steady {
  private final long least;
  private long last;

  /** At most once in that time; at once the first time. */
  public Steady(Duration least) {
    this.least = least.toNanos();
    last = System.nanoTime() - this.least;
  }

  /** Whether it is time; if so, the time begins anew. */
  public boolean due() {
    long now = System.nanoTime();
    if (now - last < least) {
      return false;
    }
    last = now;
    return true;
  }

  /** Begins the time anew, and is due. */
  public boolean now() {
    last = System.nanoTime();
    return true;
  }
}
