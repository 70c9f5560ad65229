package io.raftarium.app.words;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments as the window writes them. */
public final class TimeText {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  /** The virtual time of a recorded run counts from 1970; no clock on a wall shows that year. */
  private static final Instant VIRTUAL = Instant.parse("1971-01-01T00:00:00Z");

  private TimeText() {}

  /** On the clock, for example {@code 14:03:27.512}; virtual time as seconds since its start. */
  public static String of(Instant at) {
    return at.isBefore(VIRTUAL)
        ? String.format(Locale.ROOT, "%.3f s", at.toEpochMilli() / 1e3)
        : CLOCK.format(at);
  }

  /** On the clock, to the second. */
  public static String second(Instant at) {
    return SECOND.format(at);
  }
}
