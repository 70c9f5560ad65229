package io.raftarium.app.words;

import io.raftarium.view.LoadCount;
import io.raftarium.view.LoadPlan;
import io.raftarium.view.Served;
import io.raftarium.view.Submission;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What clients of a load do, and what it came to, in words. */
public final class LoadText {
  private static final int MOST_OF_ONE = 58;

  private LoadText() {}

  /** For example {@code 8 clients, 50 % put and 50 % get on 10 keys, 100 a second}. */
  public static String of(LoadPlan plan) {
    String clients =
        plan.clients() == 1 ? Texts.of("1 client") : Texts.of("{0} clients", plan.clients());
    String keys = plan.keys() == 1 ? Texts.of("1 key") : Texts.of("{0} keys", plan.keys());
    return Texts.of("{0}, {1} on {2}, {3}", clients, of(plan.mix()), keys, rate(plan.perSecond()));
  }

  /** For example {@code 100 a second}. */
  public static String rate(double perSecond) {
    return perSecond == 0
        ? Texts.of("as fast as they can")
        : Texts.of(
            "{0} a second", BigDecimal.valueOf(perSecond).stripTrailingZeros().toPlainString());
  }

  private static String of(LoadPlan.Mix mix) {
    List<String> parts = new ArrayList<>();
    part(parts, mix.put(), "put");
    part(parts, mix.get(), "get");
    part(parts, mix.cas(), "cas");
    part(parts, mix.append(), "append");
    return String.join(", ", parts);
  }

  private static void part(List<String> parts, int percent, String op) {
    if (percent > 0) {
      parts.add(percent + " % " + op);
    }
  }

  /** For example {@code 812 writes and 790 reads answered, 3 of unknown outcome}. */
  public static String of(LoadCount count) {
    String writes =
        count.writes() == 1 ? Texts.of("1 write") : Texts.of("{0} writes", count.writes());
    String reads = count.reads() == 1 ? Texts.of("1 read") : Texts.of("{0} reads", count.reads());
    List<String> parts = new ArrayList<>();
    parts.add(Texts.of("{0} and {1} answered", writes, reads));
    if (count.failed() > 0) {
      parts.add(Texts.of("{0} not done", count.failed()));
    }
    if (count.unknown() > 0) {
      parts.add(Texts.of("{0} of unknown outcome", count.unknown()));
    }
    return String.join(", ", parts);
  }

  /** For example {@code 118 writes/s · 90 reads/s}. */
  public static String rates(double writes, double reads) {
    return Texts.of("{0} writes/s · {1} reads/s", Math.round(writes), Math.round(reads));
  }

  /** For example {@code p50 3.1 ms · p99 14 ms}. */
  public static String latencies(double p50, double p99) {
    return "p50 " + millis(p50) + " · p99 " + millis(p99);
  }

  /** The same of the half second that begins then. */
  public static String of(Instant from, double writes, double reads) {
    return TimeText.of(from) + " · " + rates(writes, reads);
  }

  private static String millis(double millis) {
    return millis >= 10
        ? Math.round(millis) + " ms"
        : String.format(Locale.ROOT, "%.1f ms", millis);
  }

  /** Two lines: what was asked and answered, and where and when. */
  public static String of(Served served) {
    Submission submission = served.submission();
    return Shortened.of(
            submission.request()
                + "  "
                + AskText.of(submission.ask())
                + (submission.result().isNone() ? "" : "  →  " + submission.result()),
            MOST_OF_ONE)
        + "\n"
        + (submission.node() == 0 ? "" : NodeNames.of(submission.node()) + ", ")
        + TimeText.of(submission.submittedAt())
        + (submission.answered()
            ? Texts.of(" to {0}", TimeText.of(served.endedAt()))
            : Texts.of(", not answered"));
  }

  /** That operations were answered. */
  public static String ended(int operations) {
    return operations == 1
        ? Texts.of("1 operation of the load is over")
        : Texts.of("{0} operations of the load are over", operations);
  }
}
