package io.raftarium.app.words;

import java.util.List;
import java.util.Map;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** Keys as they are called on the keyboard of the person at it. */
public final class KeyText {
  private static final List<String> MODIFIERS =
      List.of(Texts.mark("Ctrl"), Texts.mark("Alt"), Texts.mark("Shift"), Texts.mark("Meta"));

  /** By what JavaFX calls them. */
  private static final Map<String, String> NAMES =
      Map.of(
          "Delete", Texts.mark("Del"),
          "Insert", Texts.mark("Ins"),
          "Home", Texts.mark("Home"),
          "End", Texts.mark("End"),
          "Page Up", Texts.mark("PageUp"),
          "Page Down", Texts.mark("PageDown"),
          "Space", Texts.mark("Space"),
          "Back Space", Texts.mark("Backspace"),
          "Escape", Texts.mark("Escape"),
          "Context Menu", Texts.mark("Menu key"));

  private KeyText() {}

  /** A key with what is held down with it, for example {@code Ctrl+Shift+R}. */
  public static String of(KeyCombination key) {
    StringBuilder text = new StringBuilder();
    String rest = key.getDisplayText();
    for (String modifier : MODIFIERS) {
      if (rest.startsWith(modifier + "+")) {
        text.append(Texts.of(modifier)).append('+');
        rest = rest.substring(modifier.length() + 1);
      }
    }
    return text.append(Texts.of(NAMES.getOrDefault(rest, rest))).toString();
  }

  /** The same key, for a menu, which asks the key itself what it is called. */
  public static KeyCombination spoken(KeyCombination key) {
    return new Spoken(key);
  }

  private static final class Spoken extends KeyCombination {
    private final KeyCombination key;

    Spoken(KeyCombination key) {
      this.key = key;
    }

    @Override
    public boolean match(KeyEvent event) {
      return key.match(event);
    }

    @Override
    public String getName() {
      return key.getName();
    }

    @Override
    public String getDisplayText() {
      return of(key);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Spoken spoken && spoken.key.equals(key);
    }

    @Override
    public int hashCode() {
      return key.hashCode();
    }
  }
}
