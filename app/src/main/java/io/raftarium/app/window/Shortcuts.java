package io.raftarium.app.window;

import io.raftarium.app.action.Action;
import io.raftarium.app.action.ActionButton;
import io.raftarium.app.action.Actions;
import io.raftarium.app.model.Operator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javafx.event.Event;
import javafx.event.EventHandler;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCharacterCombination;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a window's commands. They come before what has the focus: a text field would take
 * some for its own, as Ctrl+H; what one needs to edit stays with it.
 */
final class Shortcuts implements AutoCloseable {
  /** With Ctrl alone a text field's own: select all, copy, paste, cut, undo, redo. */
  private static final Set<KeyCode> EDITING =
      Set.of(KeyCode.A, KeyCode.C, KeyCode.V, KeyCode.X, KeyCode.Z, KeyCode.Y);

  private final Scene scene;
  private final Operator operator;
  private final BooleanSupplier reachable;
  private final Actions commands;

  /** Other ways to type a key. */
  private final Map<KeyCombination, Action> more = new LinkedHashMap<>();

  private final EventHandler<KeyEvent> typed = this::typed;
  private final EventHandler<KeyEvent> pressed = this::pressed;
  private final EventHandler<KeyEvent> menuKey = this::menuKey;

  /**
   * Of all commands that have one.
   *
   * @param reachable whether commands may run: not while a card lies above the window
   */
  Shortcuts(Scene scene, Actions commands, Operator operator, BooleanSupplier reachable) {
    this.scene = scene;
    this.operator = operator;
    this.reachable = reachable;
    this.commands = commands;
    // What a keyboard calls plus differs: beside the zero, on the equals key, on the number pad.
    ctrl(commands.get("zoom.in"), KeyCode.EQUALS);
    ctrl(commands.get("zoom.in"), KeyCode.EQUALS, KeyCombination.SHIFT_DOWN);
    ctrl(commands.get("zoom.in"), KeyCode.ADD);
    ctrl(commands.get("zoom.out"), KeyCode.SUBTRACT);
    ctrl(commands.get("zoom.reset"), KeyCode.NUMPAD0);
    scene.addEventFilter(KeyEvent.KEY_PRESSED, pressed);
    scene.addEventHandler(KeyEvent.KEY_PRESSED, menuKey);
    scene.addEventHandler(KeyEvent.KEY_TYPED, typed);
  }

  private void ctrl(Action command, KeyCode key, KeyCombination.Modifier... others) {
    KeyCombination.Modifier[] all = new KeyCombination.Modifier[others.length + 1];
    all[0] = KeyCombination.SHORTCUT_DOWN;
    System.arraycopy(others, 0, all, 1, others.length);
    more.put(new KeyCodeCombination(key, all), command);
  }

  private void pressed(KeyEvent event) {
    boolean above = !reachable.getAsBoolean();
    if ((above || types(scene.getFocusOwner())) && editing(event)) {
      return;
    }
    Action command = pressedIn(event);
    if (command != null) {
      // Not even a menu's accelerator may act beneath a card.
      event.consume();
      if (!above) {
        ActionButton.press(command, operator::say);
      }
    }
  }

  private @Nullable Action pressedIn(KeyEvent event) {
    for (Action each : commands.all()) {
      KeyCombination key = each.shortcut();
      if (key != null && !(key instanceof KeyCharacterCombination) && key.match(event)) {
        return each;
      }
    }
    return more.entrySet().stream()
        .filter(each -> each.getKey().match(event))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** Keys named by what they type, wherever that is on a keyboard. */
  private @Nullable Action typedIn(String character) {
    return commands.all().stream()
        .filter(each ->
            each.shortcut() instanceof KeyCharacterCombination key
                && key.getCharacter().equals(character))
        .findFirst()
        .orElse(null);
  }

  private void typed(KeyEvent event) {
    Action command = typedIn(event.getCharacter());
    if (command != null && reachable.getAsBoolean() && !types(scene.getFocusOwner())) {
      event.consume();
      ActionButton.press(command, operator::say);
    }
  }

  /** Whether a person types into it: a field, or an area of code. */
  private static boolean types(@Nullable Node owner) {
    return owner instanceof TextInputControl
        || (owner != null && owner.getStyleClass().contains("styled-text-area"));
  }

  private static boolean editing(KeyEvent event) {
    if (event.getCode().isFunctionKey()) {
      return false;
    }
    return !event.isShortcutDown()
        || (EDITING.contains(event.getCode()) && !event.isShiftDown() && !event.isAltDown());
  }

  /** Opens the menu of what has the focus, as the other mouse button would. */
  private void menuKey(KeyEvent event) {
    boolean asked =
        event.getCode() == KeyCode.CONTEXT_MENU
            || (event.getCode() == KeyCode.F10 && event.isShiftDown());
    Node owner = scene.getFocusOwner();
    if (!asked || owner == null || !reachable.getAsBoolean()) {
      return;
    }
    Bounds area = owner.getLayoutBounds();
    Point2D local = new Point2D(area.getCenterX(), area.getCenterY());
    Point2D inScene = owner.localToScene(local);
    Point2D onScreen = owner.localToScreen(local);
    if (onScreen != null) {
      Event.fireEvent(
          owner,
          new ContextMenuEvent(
              ContextMenuEvent.CONTEXT_MENU_REQUESTED,
              inScene.getX(),
              inScene.getY(),
              onScreen.getX(),
              onScreen.getY(),
              true,
              null));
      event.consume();
    }
  }

  @Override
  public void close() {
    scene.removeEventFilter(KeyEvent.KEY_PRESSED, pressed);
    scene.removeEventHandler(KeyEvent.KEY_PRESSED, menuKey);
    scene.removeEventHandler(KeyEvent.KEY_TYPED, typed);
    // Those of its menus.
    scene.getAccelerators().clear();
  }
}
