package io.raftarium.record;

import java.time.Instant;

/**
 * A moment of a tape that somebody has given a name.
 *
 * @param number of its happening
 * @param at when it was
 */
public record Marker(long number, Instant at, String name) {
  /** Characters of a name at most. */
  public static final int LONGEST = 60;
}
