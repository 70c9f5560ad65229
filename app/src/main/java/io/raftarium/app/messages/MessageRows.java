package io.raftarium.app.messages;

import io.raftarium.record.Happening;
import io.raftarium.record.Tape;
import io.raftarium.record.Traces;
import io.raftarium.record.Traces.Trip;
import io.raftarium.view.Sorted;
import io.raftarium.view.WireMessage.Fate;
import java.util.ArrayList;
import java.util.List;

/**
 * The messages of a tape as rows, and those of them that fit a filter; read on as the tape grows.
 * It waits for nothing, but reads long: not for the FX thread. Safe for any other.
 */
final class MessageRows {
  /** Happenings that are read at a time. */
  private static final int PAGE = 1_000;

  /** How many pages at most before what was read is handed over. */
  private static final int MOST_PAGES = 20;

  /** Happenings after which nobody takes a message any longer that was handed over. */
  private static final long PATIENCE = 5_000;

  private final Tape tape;
  private final Traces traces;

  /** In the order of their sending, which is that of their numbers. */
  private final List<MessageRow> all = new ArrayList<>();

  private final List<MessageRow> shown = new ArrayList<>();

  /** The numbers of those of which more will be known, oldest first. */
  private final List<Long> open = new ArrayList<>();

  private MessageFilter filter = MessageFilter.ALL;
  private long next = 1;

  /**
   * What is other than before among the shown rows.
   *
   * @param gone how many are gone at the beginning
   * @param from where, after that, the first is that is another one
   * @param rows all from there on
   * @param shown how many fit the filter
   * @param all how many there are
   * @param more whether there is more to read
   */
  record Change(int gone, int from, List<MessageRow> rows, int shown, int all, boolean more) {
    /** Whether anything is other than before. */
    boolean any(int sizeBefore) {
      return gone > 0 || from < sizeBefore || !rows.isEmpty();
    }
  }

  /** Of a tape. */
  MessageRows(Tape tape) {
    this.tape = tape;
    this.traces = new Traces(tape);
  }

  /** Where the messages and steps of the tape lie. */
  Traces traces() {
    return traces;
  }

  /** Shows those that fit another filter. */
  synchronized Change filter(MessageFilter newFilter) {
    filter = newFilter;
    shown.clear();
    all.stream().filter(filter).forEach(shown::add);
    return new Change(0, 0, List.copyOf(shown), shown.size(), all.size(), false);
  }

  /** Reads on. */
  synchronized Change readOn() {
    int gone = forget(tape.first());
    int from = shown.size();
    int known = all.size();
    next = Math.max(next, tape.first());
    int pages = 0;
    while (pages < MOST_PAGES && readPage()) {
      pages++;
    }
    from = Math.min(from, showNew(known));
    from = Math.min(from, followOpen());
    return new Change(
        gone,
        from,
        List.copyOf(shown.subList(from, shown.size())),
        shown.size(),
        all.size(),
        pages == MOST_PAGES);
  }

  /** Whether there is another page. */
  private boolean readPage() {
    // One page each in turn: the tape has unpacked it once for both.
    traces.readOn(PAGE);
    List<Happening> page = tape.from(next, PAGE);
    for (Happening happening : page) {
      if (happening instanceof Happening.Sent sent) {
        Trip trip = traces.trip(sent.message().number()).orElse(null);
        if (trip == null) {
          // The tape grew meanwhile: it is read with the next look.
          return false;
        }
        all.add(MessageRow.of(trip, sent.message().rpc()));
        if (open(trip)) {
          open.add(trip.message());
        }
      }
      next = happening.number() + 1;
    }
    return page.size() == PAGE;
  }

  private boolean open(Trip trip) {
    return trip.fate() == Fate.FLYING
        || trip.fate() == Fate.HELD
        || (trip.fate() == Fate.DELIVERED
            && trip.takenBy() == 0
            && trip.ended() > tape.last() - PATIENCE);
  }

  private int showNew(int known) {
    int from = shown.size();
    for (MessageRow row : all.subList(known, all.size())) {
      if (filter.test(row)) {
        shown.add(row);
      }
    }
    return from;
  }

  /** Looks at those again of which more will be known; where the first is that changed. */
  private int followOpen() {
    int from = shown.size();
    List<Long> still = new ArrayList<>();
    for (long number : open) {
      int at = place(all, number);
      Trip trip = at < 0 ? null : traces.trip(number).orElse(null);
      if (trip == null) {
        continue;
      }
      if (open(trip)) {
        still.add(number);
      }
      MessageRow before = all.get(at);
      if (!trip.equals(before.trip())) {
        MessageRow now = before.with(trip);
        all.set(at, now);
        from = Math.min(from, replace(now));
      }
    }
    open.clear();
    open.addAll(still);
    return from;
  }

  private int replace(MessageRow row) {
    int at = Sorted.first(shown, each -> each.number() >= row.number());
    boolean there = at < shown.size() && shown.get(at).number() == row.number();
    boolean fits = filter.test(row);
    if (there && fits) {
      shown.set(at, row);
    } else if (there) {
      shown.remove(at);
    } else if (fits) {
      shown.add(at, row);
    } else {
      return shown.size();
    }
    return at;
  }

  private static int place(List<MessageRow> rows, long number) {
    int at = Sorted.first(rows, row -> row.number() >= number);
    return at < rows.size() && rows.get(at).number() == number ? at : -1;
  }

  /** Forgets what the tape no longer keeps; how many of the shown are gone. */
  private int forget(long first) {
    int old = Sorted.first(all, row -> row.trip().sent() >= first);
    // Not one by one: taking from the front moves all that stays.
    if (old < PAGE && old < all.size()) {
      return 0;
    }
    all.subList(0, old).clear();
    int gone = Sorted.first(shown, row -> row.trip().sent() >= first);
    shown.subList(0, gone).clear();
    return gone;
  }
}
