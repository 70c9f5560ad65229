package io.raftarium.app.words;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How long ago something was. */
public final class AgeText {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

  private AgeText() {}

  /** In the largest unit that says something, for example {@code 3 h ago}; a date after a month. */
  public static String of(Instant then, Instant now) {
    Duration gone = Duration.between(then, now);
    if (gone.toSeconds() < 60) {
      return "just now";
    }
    if (gone.toMinutes() < 60) {
      return gone.toMinutes() + " min ago";
    }
    if (gone.toHours() < 48) {
      return gone.toHours() + " h ago";
    }
    return gone.toDays() < 31
        ? gone.toDays() + " days ago"
        : "on " + DAY.format(then.atZone(ZoneId.systemDefault()));
  }
}
