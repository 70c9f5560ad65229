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
    return count(plan.clients(), "client", "clients")
        + ", "
        + of(plan.mix())
        + " on "
        + count(plan.keys(), "key", "keys")
        + ", "
        + rate(plan.perSecond());
  }

  /** For example {@code 100 a second}. */
  public static String rate(double perSecond) {
    return perSecond == 0
        ? "as fast as they can"
        : BigDecimal.valueOf(perSecond).stripTrailingZeros().toPlainString() + " a second";
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
    StringBuilder text =
        new StringBuilder(count(count.writes(), "write", "writes"))
            .append(" and ")
            .append(count(count.reads(), "read", "reads"))
            .append(" answered");
    if (count.failed() > 0) {
      text.append(", ").append(count.failed()).append(" not done");
    }
    if (count.unknown() > 0) {
      text.append(", ").append(count.unknown()).append(" of unknown outcome");
    }
    return text.toString();
  }

  /** For example {@code 118 writes/s · 90 reads/s}. */
  public static String rates(double writes, double reads) {
    return Math.round(writes) + " writes/s · " + Math.round(reads) + " reads/s";
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
        + (submission.answered() ? " to " + TimeText.of(served.endedAt()) : ", not answered");
  }

  /** That operations were answered. */
  public static String ended(int operations) {
    return count(operations, "operation", "operations")
        + " of the load "
        + (operations == 1 ? "is" : "are")
        + " over";
  }

  private static String count(long number, String one, String more) {
    return number + " " + (number == 1 ? one : more);
  }
}
