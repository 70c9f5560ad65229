package io.raftarium.app.tape;

import io.raftarium.record.Happening;
import io.raftarium.record.Tape;
import io.raftarium.view.Ask;
import io.raftarium.view.Served;
import io.raftarium.view.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a load did in each half second of a tape, read from it as far as it goes and on from there.
 * Safe for any thread.
 */
final class LoadModel {
  static final Duration STEP = Duration.ofMillis(500);

  private static final long STEP_MILLIS = STEP.toMillis();
  private static final int PAGE = 1_000;

  /** Two and a half hours; then the oldest go, as on the tape. */
  private static final int MOST = 18_000;

  /** Those that may still get an answer; of the others only the figures are kept. */
  private static final int OPEN = 8;

  private final Tape tape;
  private final NavigableMap<Long, Tally> tallies = new TreeMap<>();
  private long next = 1;

  /** A half second that still counts. */
  private static final class Tally {
    int writes;
    int reads;
    @Nullable Histogram micros = new Histogram(3);
    double p50;
    double p99;
  }

  /**
   * A half second.
   *
   * @param from when it begins
   * @param writes answered in it
   * @param reads answered in it
   * @param p50 latency that half of them did not pass, ms; 0 where there was none
   * @param p99 that 99 percent did not pass
   */
  record Half(Instant from, int writes, int reads, double p50, double p99) {
    Instant to() {
      return from.plus(STEP);
    }

    double writesPerSecond() {
      return writes * 1_000.0 / STEP_MILLIS;
    }

    double readsPerSecond() {
      return reads * 1_000.0 / STEP_MILLIS;
    }
  }

  LoadModel(Tape tape) {
    this.tape = tape;
  }

  /** Reads what is new; whether there was something of a load. */
  synchronized boolean read() {
    long last = tape.last();
    boolean news = false;
    while (next <= last) {
      List<Happening> page = tape.from(next, PAGE);
      if (page.isEmpty()) {
        break;
      }
      for (Happening happening : page) {
        if (happening instanceof Happening.Load load) {
          load.operations().forEach(this::take);
          news = true;
        }
      }
      next = page.getLast().number() + 1;
    }
    if (news) {
      settle();
    }
    return news;
  }

  private void take(Served served) {
    Submission submission = served.submission();
    if (submission.status() != Submission.Status.OK) {
      return;
    }
    Tally tally =
        tallies.computeIfAbsent(
            Math.floorDiv(served.endedAt().toEpochMilli(), STEP_MILLIS), _ -> new Tally());
    if (submission.ask() instanceof Ask.Read) {
      tally.reads++;
    } else {
      tally.writes++;
    }
    Histogram micros = tally.micros;
    if (micros != null) {
      micros.recordValue(Math.max(1, submission.latency().toNanos() / 1_000));
      tally.p50 = micros.getValueAtPercentile(50) / 1e3;
      tally.p99 = micros.getValueAtPercentile(99) / 1e3;
    }
  }

  private void settle() {
    while (tallies.size() > MOST) {
      tallies.pollFirstEntry();
    }
    tallies.descendingMap().values().stream()
        .skip(OPEN)
        .limit(50)
        .forEach(old -> old.micros = null);
  }

  synchronized boolean isEmpty() {
    return tallies.isEmpty();
  }

  /**
   * The half seconds from one moment to another in which there was anything, oldest first.
   *
   * <p>Between two of them nothing was answered.
   */
  synchronized List<Half> between(Instant from, Instant to) {
    List<Half> halves = new ArrayList<>();
    tallies
        .subMap(index(from), true, index(to), true)
        .forEach((index, tally) -> halves.add(half(index, tally)));
    return halves;
  }

  /** The half second of a moment; one in which nothing was answered too. */
  synchronized Half at(Instant moment) {
    long index = index(moment);
    Tally tally = tallies.get(index);
    return half(index, tally == null ? new Tally() : tally);
  }

  private static Half half(long index, Tally tally) {
    return new Half(
        Instant.ofEpochMilli(index * STEP_MILLIS), tally.writes, tally.reads, tally.p50, tally.p99);
  }

  private static long index(Instant moment) {
    return Math.floorDiv(moment.toEpochMilli(), STEP_MILLIS);
  }
}
