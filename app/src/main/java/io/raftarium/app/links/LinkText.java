package io.raftarium.app.links;

import io.raftarium.app.words.DurationText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.view.LinkRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a directed link is told.
 *
 * @param text short, for the cell
 * @param detail everything that is wrong with it, as a sentence
 */
record LinkText(String text, String detail, Look look) {
  /** How a cell is coloured. */
  enum Look {
    OK,
    CUT,
    CHANGED,
    DOWN
  }

  static LinkText of(int from, int to, LinkRule rule, boolean fromUp, boolean toUp) {
    List<String> all = effects(rule);
    String link = NodeNames.of(from) + " to " + NodeNames.of(to);
    String rules = all.isEmpty() ? "" : "; " + String.join(", ", all);
    if (!fromUp || !toUp) {
      String who = fromUp ? NodeNames.of(to) : NodeNames.of(from);
      return new LinkText("down", link + ": " + who + " is down" + rules, Look.DOWN);
    }
    if (rule.cut()) {
      return new LinkText("✕ cut", link + ": nothing passes" + rules, Look.CUT);
    }
    if (all.isEmpty()) {
      return new LinkText("ok", link + ": ok", Look.OK);
    }
    String first = all.getFirst() + (all.size() > 1 ? " …" : "");
    return new LinkText(first, link + ": " + String.join(", ", all), Look.CHANGED);
  }

  private static List<String> effects(LinkRule rule) {
    List<String> all = new ArrayList<>();
    if (!rule.delay().isZero()) {
      all.add(brief(rule.delay()));
    }
    if (!rule.jitter().isZero()) {
      all.add("±" + brief(rule.jitter()));
    }
    if (rule.lossPercent() > 0) {
      all.add(rule.lossPercent() + " % loss");
    }
    if (rule.duplicatePercent() > 0) {
      all.add(rule.duplicatePercent() + " % twice");
    }
    return all;
  }

  private static String brief(Duration duration) {
    long millis = duration.toMillis();
    return millis > 0 && millis < 1000 && duration.equals(Duration.ofMillis(millis))
        ? millis + " ms"
        : DurationText.of(duration);
  }
}
