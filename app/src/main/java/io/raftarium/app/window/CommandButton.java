package io.raftarium.app.window;

import io.raftarium.app.command.Command;
import io.raftarium.app.model.Operator;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * A toolbar button for a command. While the command cannot run it looks so, and pressing it tells
 * why: a disabled button could not.
 */
final class CommandButton extends Button {
  private static final PseudoClass UNAVAILABLE = PseudoClass.getPseudoClass("unavailable");

  private final Command command;
  private Optional<String> obstacle = Optional.empty();

  CommandButton(Command command, String text, Operator operator) {
    super(text);
    this.command = command;
    setId("button-" + command.id().replace('.', '-'));
    getStyleClass().add("command-button");
    setMnemonicParsing(false);
    setMinWidth(USE_PREF_SIZE);
    if (command.icon() != null) {
      setGraphic(new FontIcon(command.icon()));
    }
    if (text.isEmpty()) {
      setAccessibleText(command.text());
    }
    setTooltip(new Tooltip());
    describe();
    setOnAction(ignored -> press(command, operator));
  }

  /** Runs a command, or tells why it cannot. */
  static void press(Command command, Operator operator) {
    Optional<String> why = command.obstacle().get();
    if (why.isPresent()) {
      operator.say(command.text().replace("…", "") + ": " + why.get() + ".");
    } else {
      command.run().run();
    }
  }

  /** Looks whether the command can run now. */
  void refresh() {
    Optional<String> newObstacle = command.obstacle().get();
    if (!newObstacle.equals(obstacle)) {
      obstacle = newObstacle;
      pseudoClassStateChanged(UNAVAILABLE, obstacle.isPresent());
      describe();
    }
  }

  private void describe() {
    String keys =
        command.shortcut() == null ? "" : " (" + command.shortcut().getDisplayText() + ")";
    getTooltip()
        .setText(command.detail() + keys + obstacle.map(why -> "\nNot now: " + why).orElse(""));
    setAccessibleHelp(getTooltip().getText());
  }
}
