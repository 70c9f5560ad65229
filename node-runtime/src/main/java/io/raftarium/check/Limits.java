package io.raftarium.check;

import java.time.Duration;

/** How long a search may run, and how many configurations it may remember. */
final class Limits {
  private final long deadline;
  private final Duration time;
  private final int configurations;
  private long asked;
  private String reached = "";

  Limits(Duration time, int configurations) {
    this.time = time;
    this.deadline = System.nanoTime() + time.toNanos();
    this.configurations = configurations;
  }

  /** Whether a search that remembers this many configurations may go on. */
  boolean allow(int remembered) {
    if (remembered > configurations) {
      reached = "more than " + configurations + " configurations to remember";
    } else if (asked++ % 256 == 0 && System.nanoTime() - deadline > 0) {
      reached = "the time limit of " + time.toSeconds() + " s";
    }
    return reached.isEmpty();
  }

  /** Which limit was reached; empty if none. */
  String reached() {
    return reached;
  }
}
