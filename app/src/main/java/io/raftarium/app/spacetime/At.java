package io.raftarium.app.spacetime;

import io.raftarium.record.Happening.Stamp;
import java.time.Duration;
import java.time.Instant;

/**
 * Where something is on the tape.
 *
 * @param number of the happening
 * @param nanos since the origin of all places
 */
record At(long number, long nanos) {
  /** From where time counts: early enough for any clock, near enough to count in nanoseconds. */
  private static final Instant ORIGIN = Instant.EPOCH;

  static At of(Stamp stamp) {
    return of(stamp.number(), stamp.at());
  }

  static At of(long number, Instant at) {
    return new At(number, Duration.between(ORIGIN, at).toNanos());
  }

  /** On the clock. */
  static Instant clock(double nanos) {
    return ORIGIN.plusNanos((long) nanos);
  }
}
