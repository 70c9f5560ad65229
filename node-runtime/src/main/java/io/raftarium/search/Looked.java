package io.raftarium.search;

import java.time.Duration;

/**
 * How far a search has come.
 *
 * @param states that were met
 * @param waiting of them, those from which nobody has gone on yet
 * @param depth the longest way that was gone
 * @param steps that the function took
 * @param rows different rows of single nodes that it left
 */
public record Looked(int states, int waiting, int depth, int steps, int rows, Duration elapsed) {
  /** States a second. */
  public long rate() {
    return Math.round(states * 1e9 / Math.max(1, elapsed.toNanos()));
  }
}
