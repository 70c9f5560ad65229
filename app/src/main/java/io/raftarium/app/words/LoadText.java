package io.raftarium.app.words;

import io.raftarium.view.LoadCount;
import io.raftarium.view.LoadPlan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What clients of a load do, and what it came to, in words. */
public final class LoadText {
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
