package io.raftarium.app.command;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;

/**
 * One action.
 *
 * @param id unique, for example {@code node.kill}
 * @param text what menus show, for example {@code Kill}
 * @param detail one sentence for tooltips and the palette
 * @param icon where it has one
 * @param shortcut where it has one
 * @param obstacle why it cannot be done now, in words for a person; empty where it can. Asked on
 *     the FX thread, must be quick
 * @param run does it; called on the FX thread, must not block
 */
public record Command(
    String id,
    String text,
    String detail,
    @Nullable Ikon icon,
    @Nullable KeyCombination shortcut,
    Supplier<Optional<String>> obstacle,
    Runnable run) {
  /** A command that need not say why it cannot be done. */
  public Command(
      String id,
      String text,
      String detail,
      @Nullable Ikon icon,
      @Nullable KeyCombination shortcut,
      BooleanSupplier enabled,
      Runnable run) {
    this(
        id,
        text,
        detail,
        icon,
        shortcut,
        () -> enabled.getAsBoolean() ? Optional.empty() : Optional.of("not possible now"),
        run);
  }

  /** Whether it can be done now. */
  public BooleanSupplier enabled() {
    return () -> obstacle.get().isEmpty();
  }
}
