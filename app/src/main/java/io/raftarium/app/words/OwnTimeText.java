package io.raftarium.app.words;

import io.raftarium.view.OwnTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** How a node's time differs from that of its cluster, in words. */
public final class OwnTimeText {
  private OwnTimeText() {}

  /** For example {@code runs 2 times as fast}. */
  public static String rate(double rate) {
    return rate == 1
        ? Texts.of("runs as the laboratory's")
        : Texts.of("runs {0} times as fast", times(rate));
  }

  /** For example {@code 150–300 ms}. */
  public static String of(OwnTime.Range range) {
    if (range.least().equals(range.most())) {
      return DurationText.of(range.least());
    }
    return range.least().toMillis() + "–" + range.most().toMillis() + " ms";
  }

  /** All that differs, for example {@code election timeout 150–300 ms, own; clock ×2}. */
  public static String of(OwnTime own) {
    List<String> parts = new ArrayList<>();
    OwnTime.Range range = own.election();
    if (range != null) {
      parts.add(Texts.of("election timeout {0}, own", of(range)));
    }
    if (own.clockRate() != 1) {
      parts.add(Texts.of("clock ×{0}", times(own.clockRate())));
    }
    return String.join("; ", parts);
  }

  /** Behind a word on the stage, for example {@code · 150–300 ms}; empty for none of its own. */
  public static String mark(OwnTime own) {
    OwnTime.Range range = own.election();
    return (range == null ? "" : " · " + of(range))
        + (own.clockRate() == 1 ? "" : " · ×" + times(own.clockRate()));
  }

  private static String times(double rate) {
    return BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString();
  }
}
