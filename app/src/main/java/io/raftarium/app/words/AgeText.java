package io.raftarium.app.words;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** How long ago something was. */
public final class AgeText {
  private AgeText() {}

  /** In the largest unit that says something, for example {@code 3 h ago}; a date after a month. */
  public static String of(Instant then, Instant now) {
    Duration gone = Duration.between(then, now);
    if (gone.toSeconds() < 60) {
      return Texts.of("just now");
    }
    if (gone.toMinutes() < 60) {
      return Texts.of("{0} min ago", gone.toMinutes());
    }
    if (gone.toHours() < 48) {
      return Texts.of("{0} h ago", gone.toHours());
    }
    return gone.toDays() < 31
        ? Texts.of("{0} days ago", gone.toDays())
        : Texts.of("on {0}", day(then));
  }

  private static String day(Instant then) {
    return DateTimeFormatter.ofPattern(Texts.of("d MMM uuuu"), Texts.locale())
        .format(then.atZone(ZoneId.systemDefault()));
  }
}
