package io.raftarium.app.command;

import java.util.function.BooleanSupplier;
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
 * @param enabled whether it can be done now; asked on the FX thread, must be quick
 * @param run does it; called on the FX thread, must not block
 */
public record Command(
    String id,
    String text,
    String detail,
    @Nullable Ikon icon,
    @Nullable KeyCombination shortcut,
    BooleanSupplier enabled,
    Runnable run) {}
