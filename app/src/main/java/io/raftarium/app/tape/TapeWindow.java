package io.raftarium.app.tape;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which part of the time the tape shows: all, or as much as was zoomed to. */
final class TapeWindow {
  private static final Duration LEAST = Duration.ofMillis(20);

  private @Nullable Duration span;

  /** Its right end; null while it goes along with the newest moment. */
  private @Nullable Instant end;

  /** Whether less than all is shown. */
  boolean zoomed() {
    return span != null;
  }

  /** All of it. */
  void all() {
    span = null;
    end = null;
  }

  /** The newest part, and what comes. */
  void newest(Duration length) {
    span = length;
    end = null;
  }

  /** The part that is shown now, for a tape that wide. */
  TapeScale scale(Instant start, Instant newest, double width) {
    Duration whole = whole(start, newest);
    Duration length = span == null || span.compareTo(whole) > 0 ? whole : span;
    Instant right = end == null || end.isAfter(newest) ? newest : end;
    if (start.isBefore(newest) && right.minus(length).isBefore(start)) {
      right = start.plus(length);
    }
    return new TapeScale(right.minus(length), right, width);
  }

  /**
   * Shows more or less time around a moment, which stays where it is.
   *
   * @param factor below 1 shows less
   */
  void zoom(double factor, Instant around, Instant start, Instant newest) {
    TapeScale before = scale(start, newest, 1);
    Duration length = Duration.between(before.from(), before.to());
    Duration wanted = Duration.ofNanos((long) (length.toNanos() * factor));
    if (wanted.compareTo(whole(start, newest)) >= 0) {
      all();
      return;
    }
    span = wanted.compareTo(LEAST) < 0 ? LEAST : wanted;
    double share = Math.clamp(before.x(around), 0, 1);
    Instant right = around.plusNanos((long) (span.toNanos() * (1 - share)));
    end = right.isBefore(newest) ? right : null;
  }

  /** Moves what is shown, into the past if negative. */
  void pan(Duration by, Instant start, Instant newest) {
    if (span == null) {
      return;
    }
    Instant right = scale(start, newest, 1).to().plus(by);
    Instant least = start.plus(span);
    end = right.isBefore(least) ? least : right.isBefore(newest) ? right : null;
  }

  /** Moves it as little as needed for a moment to be seen. */
  void reveal(Instant moment, Instant start, Instant newest) {
    TapeScale now = scale(start, newest, 1);
    if (moment.isBefore(now.from()) || moment.isAfter(now.to())) {
      Duration half = Duration.between(now.from(), now.to()).dividedBy(2);
      pan(Duration.between(now.to(), moment.plus(half)), start, newest);
    }
  }

  private static Duration whole(Instant start, Instant newest) {
    Duration whole = Duration.between(start, newest);
    // A recorded run may last less than a second; only one moment alone has no length.
    return whole.isPositive() ? whole : Duration.ofSeconds(1);
  }
}
