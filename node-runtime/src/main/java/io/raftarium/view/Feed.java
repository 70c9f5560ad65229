package io.raftarium.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How fresh the view is.
 *
 * @param lastRead when rows were last read
 * @param lag from a step's commit to the view that shows it, the newest measurement
 * @param eventsPerSecond notifications in the last second
 * @param problem why the connection is lost, in words for a person; null while it is live
 * @param away nodes whose own databases cannot be read now, with when they were read last: what is
 *     shown of them is as old
 */
public record Feed(
    State state,
    Instant lastRead,
    Duration lag,
    double eventsPerSecond,
    @Nullable String problem,
    SortedMap<Integer, Instant> away) {
  /** Whether the observer is connected. */
  public enum State {
    CONNECTING,
    LIVE,
    LOST
  }

  /** Of one database, which has all nodes. */
  public Feed(
      State state,
      Instant lastRead,
      Duration lag,
      double eventsPerSecond,
      @Nullable String problem) {
    this(state, lastRead, lag, eventsPerSecond, problem, Collections.emptySortedMap());
  }
}
