package io.raftarium.app.action;

import io.raftarium.app.words.Texts;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * A toolbar button for a command. While the command cannot run it looks so, and pressing it tells
 * why: a disabled button could not.
 */
public final class ActionButton extends Button {
  private static final PseudoClass UNAVAILABLE = PseudoClass.getPseudoClass("unavailable");

  private final Action command;
  private Optional<String> obstacle = Optional.empty();

  public ActionButton(Action command, String text, Consumer<String> say) {
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
    // What would follow is computed when somebody looks.
    getTooltip().setOnShowing(_ -> describe());
    focusedProperty().subscribe(_ -> describe());
    command.binding().key().subscribe(_ -> describe());
    setOnAction(ignored -> press(command, say));
  }

  /** Runs a command, or tells why it cannot. */
  public static void press(Action command, Consumer<String> say) {
    Optional<String> why = command.obstacle().get();
    if (why.isPresent()) {
      say.accept(command.text().replace("…", "") + ": " + why.get() + ".");
    } else {
      command.run().run();
    }
  }

  /** Looks whether the command can run now. */
  public void refresh() {
    Optional<String> newObstacle = command.obstacle().get();
    if (!newObstacle.equals(obstacle)) {
      obstacle = newObstacle;
      pseudoClassStateChanged(UNAVAILABLE, obstacle.isPresent());
      describe();
    }
  }

  private void describe() {
    getTooltip()
        .setText(
            command.detail()
                + command.keys()
                + (obstacle.isPresent()
                    ? ""
                    : command.consequence().get().map(what -> "\n" + what).orElse(""))
                + obstacle.map(why -> "\n" + Texts.of("Not now: {0}", why)).orElse(""));
    setAccessibleHelp(getTooltip().getText());
  }
}
