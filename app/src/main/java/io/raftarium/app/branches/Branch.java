package io.raftarium.app.branches;

import io.raftarium.app.model.Source;
import io.raftarium.search.Schedule;
import io.raftarium.view.Moment;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A window of this program with what it shows.
 *
 * @param parted where it was opened from; null for one that was opened by itself
 * @param shown the moment that its window shows
 * @param front brings its window to the front
 * @param close closes its window
 */
public record Branch(
    String title,
    Source source,
    @Nullable Parted parted,
    Supplier<Moment> shown,
    Runnable front,
    Runnable close) {
  /**
   * Where a laboratory was opened from.
   *
   * @param source of the moment
   * @param title what that was called
   * @param number of the moment there
   * @param at when it was
   * @param schedule what is played there; null for nothing
   */
  public record Parted(
      Source source, String title, long number, Instant at, @Nullable Schedule schedule) {}

  /** Whether it was opened from a moment of another one. */
  boolean from(Branch other) {
    return parted != null && parted.source.equals(other.source);
  }
}
