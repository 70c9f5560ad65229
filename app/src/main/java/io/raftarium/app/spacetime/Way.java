package io.raftarium.app.spacetime;

import io.raftarium.app.parts.MessageLook;
import io.raftarium.app.words.MessageKind;
import io.raftarium.record.Traces.Trip;
import org.jspecify.annotations.Nullable;

/**
 * A message between two lanes.
 *
 * @param sent where it left
 * @param end where a step took it, else where its fate was known; null while it is under way
 */
record Way(Trip trip, MessageKind kind, MessageLook look, At sent, @Nullable At end) {
  /** The same, once more is known. */
  Way with(Trip newTrip, @Nullable At newEnd) {
    return new Way(newTrip, kind, look, sent, newEnd);
  }

  /** Whether it reached the other lane. */
  boolean arrives() {
    return switch (trip.fate()) {
      case DELIVERED -> true;
      case FLYING, HELD, LOST, REFUSED -> false;
    };
  }
}
