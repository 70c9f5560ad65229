package io.raftarium.app.links;

import io.raftarium.app.words.LinkRuleText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
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
        Texts.of(
            "{0} to {1}: {2} cannot be reached, nobody knows",
            NodeNames.of(from), NodeNames.of(to), NodeNames.of(whom)),
        Look.DOWN);
  }

  static LinkText of(int from, int to, LinkRule rule, boolean fromUp, boolean toUp) {
    List<String> all = LinkRuleText.effects(rule);
    String link = Texts.of("{0} to {1}", NodeNames.of(from), NodeNames.of(to));
    String rules = all.isEmpty() ? "" : "; " + String.join(", ", all);
    if (!fromUp || !toUp) {
      String who = fromUp ? NodeNames.of(to) : NodeNames.of(from);
      return new LinkText(
          Texts.of("down"), Texts.of("{0}: {1} is down{2}", link, who, rules), Look.DOWN);
    }
    if (rule.cut()) {
      return new LinkText(
          Texts.of("✕ cut"), Texts.of("{0}: nothing passes{1}", link, rules), Look.CUT);
    }
    if (all.isEmpty()) {
      return new LinkText("ok", Texts.of("{0}: ok", link), Look.OK);
    }
    String first = all.getFirst() + (all.size() > 1 ? " …" : "");
    return new LinkText(first, link + ": " + String.join(", ", all), Look.CHANGED);
  }
}
