package io.raftarium.check;

import java.time.Duration;

/** How long a search may run, and how many configurations it may remember. */
final class Limits {
  private final Duration time;
  private final long deadline;
  private final int configurations;
  private String reached = "";

  Limits(Duration time, int configurations) {
    this(time, System.nanoTime() + time.toNanos(), configurations);
  }

  private Limits(Duration time, long deadline, int configurations) {
    this.time = time;
    this.deadline = deadline;
    this.configurations = configurations;
  }

  /** The limits of the next one of so many searches: its part of the time that is left. */
  Limits share(int searches) {
    long now = System.nanoTime();
    return new Limits(time, now + (deadline - now) / searches, configurations);
  }

  /** Whether a search that remembers this many configurations may go on. */
  boolean allow(int remembered) {
    if (remembered > configurations) {
      reached = "more than " + configurations + " configurations to remember";
    } else if (timeIsUp()) {
      reached = "the time limit of " + time.toSeconds() + " s";
    }
    return reached.isEmpty();
  }

  boolean timeIsUp() {
    return System.nanoTime() - deadline > 0;
  }

  /** Which limit was reached; empty if none. */
  String reached() {
    return reached;
  }
}
