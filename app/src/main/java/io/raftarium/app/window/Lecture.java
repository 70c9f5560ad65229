package io.raftarium.app.window;

import io.raftarium.app.action.ActionButton;
import io.raftarium.app.action.Actions;
import io.raftarium.app.theme.Theme;
import io.raftarium.app.window.WindowLayout.Sight;
import java.util.List;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.Subscription;

/**
 * The window before an audience, and as usual again: its smallest letters are of 28 px and more
 * where the screen has 1080, colours differ as much as they can, and only what is needed is in
 * sight.
 */
final class Lecture {
  /** The smallest letters there are, and how large they are then. */
  private static final double SMALLEST = 11;

  private static final double READABLE = 28.2;
  private static final double SCREEN = 1080;

  private final Shell shell;
  private final Theme theme;
  private final Actions commands;
  private final WindowLayout layout;
  private final Docks docks;

  /** What is said beside the tape for those who work. */
  private final List<Node> needless;

  private final MainToolbar toolbar;
  private final EventHandler<KeyEvent> clicker = this::clicked;
  private Subscription size = Subscription.EMPTY;
  private Sight sight = Sight.ALL;
  private Sight usual = Sight.ALL;
  private List<Node> hidden = List.of();
  private boolean on;
  private boolean wasFull;

  Lecture(
      Shell shell,
      Theme theme,
      Actions commands,
      WindowLayout layout,
      Docks docks,
      MainToolbar toolbar,
      List<Node> needless) {
    this.shell = shell;
    this.theme = theme;
    this.commands = commands;
    this.layout = layout;
    this.docks = docks;
    this.needless = needless;
    this.toolbar = toolbar;
  }

  /** Whether there is an audience. */
  boolean on() {
    return on;
  }

  void toggle() {
    if (on) {
      end();
    } else {
      begin();
    }
  }

  private void begin() {
    on = true;
    usual = sight;
    wasFull = shell.stage().isFullScreen();
    shell.stage().setFullScreen(true);
    theme.audience(true);
    toolbar.audience(true);
    shell.scrolls(false);
    size = shell.scene().heightProperty().subscribe(height -> lift(height.doubleValue()));
    docks.strips(false);
    hidden = needless.stream().filter(Node::isManaged).toList();
    hidden.forEach(each -> show(each, false));
    // A lesson that is played stays in sight.
    see(new Sight(docks.sees("lesson"), false, true));
    shell.scene().addEventFilter(KeyEvent.KEY_PRESSED, clicker);
  }

  private void end() {
    on = false;
    shell.scene().removeEventFilter(KeyEvent.KEY_PRESSED, clicker);
    size.unsubscribe();
    shell.zoom().settle();
    shell.scrolls(true);
    toolbar.audience(false);
    theme.audience(false);
    shell.stage().setFullScreen(wasFull);
    docks.strips(true);
    hidden.forEach(each -> show(each, true));
    see(usual);
  }

  private static void show(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }

  private void lift(double height) {
    shell.zoom().lift(Math.max(1, READABLE / SMALLEST * height / SCREEN));
  }

  /** Shows or hides the inspector's place; an audience sees one place beside the stage. */
  void toggleSide() {
    see(new Sight(!sight.side(), sight.below() && !on, on));
  }

  /** Shows or hides the logs' place. */
  void toggleBelow() {
    see(new Sight(sight.side() && !on, !sight.below(), on));
  }

  /** A panel was opened there. */
  void opened(Docks.Place place) {
    switch (place) {
      case SIDE -> see(new Sight(true, sight.below() && !on, on));
      case BELOW -> see(new Sight(sight.side() && !on, true, on));
      case MAIN -> {}
    }
  }

  private void see(Sight next) {
    if (!next.equals(sight)) {
      sight = next;
      layout.show(next);
    }
  }

  /** What a presenter holds in the hand types these two keys. */
  private void clicked(KeyEvent event) {
    if (shell.overlay().open()
        || event.isShortcutDown()
        || event.isAltDown()
        || event.isShiftDown()) {
      return;
    }
    if (event.getCode() == KeyCode.PAGE_DOWN) {
      press("present.next", event);
    } else if (event.getCode() == KeyCode.PAGE_UP) {
      press("present.back", event);
    }
  }

  private void press(String action, KeyEvent event) {
    event.consume();
    ActionButton.press(commands.get(action), shell.messages()::say);
  }

  /** The window is closed, or shows something else. */
  void close() {
    if (on) {
      end();
    }
  }
}
