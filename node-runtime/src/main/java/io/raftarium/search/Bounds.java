package io.raftarium.search;

import java.time.Duration;

/**
 * How far a search goes, and what may happen in it. Messages arrive in any order, late or never in
 * any case.
 *
 * @param steps the longest way
 * @param states how many states are looked at
 * @param time how long
 * @param timeouts whether election timers may fire
 * @param crashes how many processes may die
 * @param commands how many commands clients may send
 * @param copies how many messages may arrive twice
 */
public record Bounds(
    int steps, int states, Duration time, boolean timeouts, int crashes, int commands, int copies) {
  /** The longest way that any search looks for. */
  public static final int MOST_STEPS = 60;

  /** As many states as memory has room for. */
  public static final int MOST_STATES = 1_000_000;

  /** Checks them. */
  public Bounds {
    if (steps < 1
        || steps > MOST_STEPS
        || states < 1
        || states > MOST_STATES
        || !time.isPositive()
        || Math.min(Math.min(crashes, commands), copies) < 0) {
      throw new IllegalArgumentException(
          "a search has 1 to "
              + MOST_STEPS
              + " steps, 1 to "
              + MOST_STATES
              + " states, and some time");
    }
  }

  /** Timeouts, one crash and one command; 20 steps, 300,000 states, half a minute. */
  public static final Bounds USUAL = new Bounds(20, 300_000, Duration.ofSeconds(30), true, 1, 1, 0);
}
