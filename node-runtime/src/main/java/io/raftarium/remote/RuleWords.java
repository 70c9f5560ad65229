package io.raftarium.remote;

import io.raftarium.view.LinkRule;
import java.util.ArrayList;
import java.util.List;

/** What is set for a link, in the few words that a log and a terminal have room for. */
public final class RuleWords {
  private RuleWords() {}

  /** For example {@code cut}, or {@code +200 ms loses 10 %}. */
  public static String of(LinkRule rule) {
    List<String> parts = new ArrayList<>();
    if (rule.cut()) {
      parts.add("cut");
    }
    if (!rule.delay().isZero()) {
      parts.add("+" + rule.delay().toMillis() + " ms");
    }
    if (!rule.jitter().isZero()) {
      parts.add("±" + rule.jitter().toMillis() + " ms");
    }
    if (rule.lossPercent() > 0) {
      parts.add("loses " + rule.lossPercent() + " %");
    }
    if (rule.duplicatePercent() > 0) {
      parts.add("doubles " + rule.duplicatePercent() + " %");
    }
    return parts.isEmpty() ? "as good as new" : String.join(" ", parts);
  }
}
