package io.raftarium.app.action;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** Keys as actions have them. */
public final class Keys {
  private Keys() {}

  /** The key alone. */
  public static KeyCombination key(KeyCode code) {
    return new KeyCodeCombination(code);
  }

  /** With Ctrl, or the key that a platform has instead. */
  public static KeyCombination ctrl(KeyCode code) {
    return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
  }

  /** The same with Shift. */
  public static KeyCombination ctrlShift(KeyCode code) {
    return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
  }
}
