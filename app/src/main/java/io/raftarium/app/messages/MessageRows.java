package io.raftarium.app.messages;

import io.raftarium.app.feed.TapeReader;
import io.raftarium.record.Happening;
import io.raftarium.record.Tape;
import io.raftarium.record.Traces;
import io.raftarium.record.Traces.Trip;
import io.raftarium.view.Sorted;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The messages of a tape as rows, and those of them that fit a filter; read on as the tape grows.
 * It waits for nothing, but reads long: not for the FX thread. Safe for any other.
 */
final class MessageRows {
  /** How many pages at most before what was read is handed over. */
  private static final int MOST_PAGES = 20;

  /** As many are forgotten at once, or all. */
  private static final int FORGET = 1_000;

  private final Tape tape;
  private final TapeReader reader;

  /** In the order of their sending, which is that of their numbers. */
  private final List<MessageRow> all = new ArrayList<>();

  private final List<MessageRow> shown = new ArrayList<>();

  private MessageFilter filter = MessageFilter.ALL;

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
    this.reader = new TapeReader(tape);
  }

  /** Where the messages and steps of the tape lie. */
  Traces traces() {
    return reader.traces();
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
    boolean more = true;
    for (int pages = 0; pages < MOST_PAGES && more; pages++) {
      TapeReader.Page page = reader.read();
      Iterator<Trip> sent = page.sent().iterator();
      for (Happening happening : page.happenings()) {
        if (happening instanceof Happening.Sent message) {
          all.add(MessageRow.of(sent.next(), message.message().rpc()));
        }
      }
      more = page.more();
    }
    from = Math.min(from, showNew(known));
    from = Math.min(from, followChanged());
    return new Change(
        gone, from, List.copyOf(shown.subList(from, shown.size())), shown.size(), all.size(), more);
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

  /** Takes what is known by now of earlier messages; where the first is that changed. */
  private int followChanged() {
    int from = shown.size();
    for (Trip trip : reader.changed()) {
      int at = place(all, trip.message());
      if (at >= 0) {
        MessageRow now = all.get(at).with(trip);
        all.set(at, now);
        from = Math.min(from, replace(now));
      }
    }
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
    if (old < FORGET && old < all.size()) {
      return 0;
    }
    all.subList(0, old).clear();
    int gone = Sorted.first(shown, row -> row.trip().sent() >= first);
    shown.subList(0, gone).clear();
    return gone;
  }
}
