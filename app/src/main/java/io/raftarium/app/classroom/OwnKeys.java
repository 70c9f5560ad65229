package io.raftarium.app.classroom;

import io.raftarium.app.action.Action;
import io.raftarium.app.words.KeyText;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.input.KeyCombination;

/**
 * A lesson names keys as actions are made with them, in bold or in parentheses; whoever has given
 * an action another key reads that one, and what the action is called where it has none.
 */
final class OwnKeys implements UnaryOperator<String> {
  private static final Pattern NAMED =
      Pattern.compile("(?<=\\*\\*)[^*]+(?=\\*\\*)|(?<=\\()[^()]+(?=\\))");

  private final Map<String, String> others = new HashMap<>();

  /** Those of some actions. */
  OwnKeys(Iterable<Action> actions) {
    for (Action action : actions) {
      KeyCombination made = action.binding().made();
      KeyCombination now = action.shortcut();
      if (made != null && !Objects.equals(made, now)) {
        others.put(KeyText.of(made), now == null ? action.text() : KeyText.of(now));
      }
    }
  }

  /** A text with the keys that there are. */
  @Override
  public String apply(String text) {
    return others.isEmpty()
        ? text
        : NAMED
            .matcher(text)
            .replaceAll(found ->
                Matcher.quoteReplacement(others.getOrDefault(found.group(), found.group())));
  }
}
