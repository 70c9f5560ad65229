package io.raftarium.app.words;

import java.time.Duration;
import java.util.Locale;

/** Durations as the window writes them. */
public final class DurationText {
  private static final double MICRO = 1e3;
  private static final double MILLI = 1e6;
  private static final double SECOND = 1e9;

  private DurationText() {}

  /** With the unit that suits it and two or three digits, for example {@code 1.9 ms}. */
  public static String of(Duration duration) {
    double nanos = duration.toNanos();
    if (nanos < 10 * MICRO) {
      return number(nanos / MICRO, 1) + " µs";
    }
    if (nanos < 100 * MICRO) {
      return number(nanos / MICRO, 0) + " µs";
    }
    if (nanos < MILLI) {
      return number(nanos / MILLI, 2) + " ms";
    }
    if (nanos < 100 * MILLI) {
      return number(nanos / MILLI, 1) + " ms";
    }
    if (nanos < SECOND) {
      return number(nanos / MILLI, 0) + " ms";
    }
    if (nanos < 60 * SECOND) {
      return number(nanos / SECOND, 1) + " s";
    }
    long seconds = duration.toSeconds();
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }

  private static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
