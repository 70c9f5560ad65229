package io.raftarium.app.words;

import io.raftarium.view.LinkRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a link's rule does to messages, in short. */
public final class LinkRuleText {
  private LinkRuleText() {}

  /** What it does beside a cut, for example {@code 40 ms} and {@code 5 % twice}. */
  public static List<String> effects(LinkRule rule) {
    List<String> all = new ArrayList<>();
    if (!rule.delay().isZero()) {
      all.add(brief(rule.delay()));
    }
    if (!rule.jitter().isZero()) {
      all.add("±" + brief(rule.jitter()));
    }
    if (rule.lossPercent() > 0) {
      all.add(Texts.of("{0} % loss", rule.lossPercent()));
    }
    if (rule.duplicatePercent() > 0) {
      all.add(Texts.of("{0} % twice", rule.duplicatePercent()));
    }
    return all;
  }

  /** The whole rule in a sentence, for example {@code cut}, {@code ok} or its effects. */
  public static String of(LinkRule rule) {
    List<String> effects = effects(rule);
    return rule.cut() ? Texts.of("cut") : effects.isEmpty() ? "ok" : String.join(", ", effects);
  }

  private static String brief(Duration duration) {
    long millis = duration.toMillis();
    return millis > 0 && millis < 1000 && duration.equals(Duration.ofMillis(millis))
        ? millis + " ms"
        : DurationText.of(duration);
  }
}
