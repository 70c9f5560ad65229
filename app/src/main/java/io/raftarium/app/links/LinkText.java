package io.raftarium.app.links;

import io.raftarium.app.words.LinkRuleText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.view.LinkRule;
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

  /** Of a link of which nobody knows whether its ends run. */
  static LinkText unknown(int from, int to, int whom) {
    return new LinkText(
        "?",
        NodeNames.of(from)
            + " to "
            + NodeNames.of(to)
            + ": "
            + NodeNames.of(whom)
            + " cannot be reached, nobody knows",
        Look.DOWN);
  }

  static LinkText of(int from, int to, LinkRule rule, boolean fromUp, boolean toUp) {
    List<String> all = LinkRuleText.effects(rule);
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
}
