package io.raftarium.app.feed;

import io.raftarium.record.Happening;
import io.raftarium.record.Tape;
import io.raftarium.record.Traces;
import io.raftarium.record.Traces.Trip;
import io.raftarium.view.WireMessage.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a tape page by page, with the way of each message, and tells later of which more is known.
 * It reads long: not for the FX thread. One reader is for one thread at a time.
 */
public final class TapeReader {
  /** Happenings that are read at a time. */
  public static final int PAGE = 1_000;

  /** Happenings after which nobody takes a message any longer that was handed over. */
  private static final long PATIENCE = 5_000;

  private final Tape tape;
  private final Traces traces;

  /** The ways of which more will be known, oldest first. */
  private List<Trip> open = new ArrayList<>();

  private long next = 1;

  /**
   * What was read.
   *
   * @param sent the ways of the messages that were sent in it
   * @param more whether there is another page
   */
  public record Page(List<Happening> happenings, List<Trip> sent, boolean more) {}

  /** At the beginning of a tape. */
  public TapeReader(Tape tape) {
    this.tape = tape;
    this.traces = new Traces(tape);
  }

  /** Where the messages and steps lie that were read. */
  public Traces traces() {
    return traces;
  }

  /** What comes next. */
  public Page read() {
    // Both read the page, which the tape has unpacked once.
    traces.readOn(PAGE);
    next = Math.max(next, tape.first());
    List<Happening> page = tape.from(next, PAGE);
    List<Trip> sent = new ArrayList<>();
    int read = 0;
    for (Happening happening : page) {
      if (happening instanceof Happening.Sent message) {
        Optional<Trip> trip = traces.trip(message.message().number());
        if (trip.isEmpty()) {
          // The tape grew meanwhile: it is read with the next page.
          break;
        }
        sent.add(trip.get());
        if (open(trip.get())) {
          open.add(trip.get());
        }
      }
      next = happening.number() + 1;
      read++;
    }
    return new Page(page.subList(0, read), sent, read == PAGE);
  }

  /** The ways of earlier messages of which more is known by now, in the order of their sending. */
  public List<Trip> changed() {
    List<Trip> changed = new ArrayList<>();
    List<Trip> still = new ArrayList<>();
    for (Trip before : open) {
      Trip now = traces.trip(before.message()).orElse(null);
      if (now == null) {
        continue;
      }
      if (!now.equals(before)) {
        changed.add(now);
      }
      if (open(now)) {
        still.add(now);
      }
    }
    open = still;
    return changed;
  }

  private boolean open(Trip trip) {
    return trip.fate() == Fate.FLYING
        || trip.fate() == Fate.HELD
        || (trip.fate() == Fate.DELIVERED
            && trip.takenBy() == 0
            && trip.ended() > tape.last() - PATIENCE);
  }
}
