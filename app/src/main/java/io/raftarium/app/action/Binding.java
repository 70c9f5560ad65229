package io.raftarium.app.action;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;

/**
 * The key of an action: the one it is made with, until a person gives it another. FX thread only.
 */
public final class Binding {
  private final @Nullable KeyCombination made;
  private final ReadOnlyObjectWrapper<@Nullable KeyCombination> key;

  Binding(@Nullable KeyCombination made) {
    this.made = made;
    this.key = new ReadOnlyObjectWrapper<>(made);
  }

  /** The one it is made with, where there is one. */
  public @Nullable KeyCombination made() {
    return made;
  }

  /** The one it has now, where there is one. */
  public ReadOnlyObjectProperty<@Nullable KeyCombination> key() {
    return key.getReadOnlyProperty();
  }

  /**
   * Gives it the key of that name: empty for none, null for the one it is made with. A name that
   * nobody can read is passed over: another version's.
   */
  void name(@Nullable String name) {
    key.set(name == null ? made : name.isEmpty() ? null : read(name));
  }

  private @Nullable KeyCombination read(String name) {
    try {
      return KeyCombination.valueOf(name);
    } catch (IllegalArgumentException e) {
      return made;
    }
  }
}
