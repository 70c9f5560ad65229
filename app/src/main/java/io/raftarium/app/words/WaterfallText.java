package io.raftarium.app.words;

import io.raftarium.record.Waterfall;
import java.time.Duration;

/** Where the time of a write went, as lines with bars. */
public final class WaterfallText {
  private static final int BAR = 30;
  private static final int NAME = 34;

  private WaterfallText() {}

  /** As lines of one width, each part where the one before it ends. */
  public static String of(Waterfall waterfall) {
    long whole = Math.max(1, waterfall.whole().toNanos());
    StringBuilder text = new StringBuilder(Texts.of("Where did the time go (real time)\n"));
    long before = 0;
    for (Waterfall.Stage stage : waterfall.stages()) {
      long took = stage.took().toNanos();
      int from = column(before, whole);
      int to = Math.max(from, column(before + took, whole));
      before += took;
      line(
          text,
          Texts.of(stage.part().words()) + " (" + NodeNames.of(stage.node()) + ")",
          stage.took());
      text.append("  ").append(" ".repeat(from)).append("█".repeat(to - from)).append('\n');
    }
    line(text, Texts.of("together"), waterfall.whole());
    return text.append('\n').toString();
  }

  private static int column(long nanos, long whole) {
    return (int) (nanos * BAR / whole);
  }

  private static void line(StringBuilder text, String name, Duration took) {
    String number = DurationText.of(took);
    text.append(name)
        .append(" ".repeat(Math.max(1, NAME - name.length())))
        .append(" ".repeat(Math.max(0, 8 - number.length())))
        .append(number);
  }
}
