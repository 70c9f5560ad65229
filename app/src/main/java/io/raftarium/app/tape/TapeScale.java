package io.raftarium.app.tape;

import java.time.Duration;
import java.time.Instant;

/**
 * Where moments are on the tape, in pixels.
 *
 * @param from the moment at its left end
 * @param to the moment at its right end
 */
record TapeScale(Instant from, Instant to, double width) {
  double x(Instant at) {
    double whole = Math.max(1, Duration.between(from, to).toNanos());
    return Duration.between(from, at).toNanos() / whole * width;
  }

  Instant at(double x) {
    double whole = Math.max(1, Duration.between(from, to).toNanos());
    return from.plusNanos((long) (Math.clamp(x / Math.max(1, width), 0, 1) * whole));
  }

  Duration pixels(double count) {
    return Duration.ofNanos(
        (long) (Duration.between(from, to).toNanos() / Math.max(1, width) * count));
  }
}
