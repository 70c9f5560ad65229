package io.raftarium.app.status;

import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * A line at the first start that leads to the first lesson; once answered it does not come again.
 */
public final class WelcomeHint {
  private final HBox root;

  /**
   * A hint.
   *
   * @param first begins the first lesson
   * @param answered it need not be shown again
   */
  public WelcomeHint(Runnable first, Runnable answered) {
    Label text = new Label(Texts.of("New to Raft? The first lesson takes a few minutes."));
    WrappedText.wrap(text);
    Button begin = button(Texts.of("Begin"), "welcome-begin");
    begin.getStyleClass().add("accent");
    Button later = button(Texts.of("Not now"), "welcome-later");
    VBox said = new VBox(8, text, new HBox(8, begin, later));
    HBox.setHgrow(said, Priority.SOMETIMES);
    root = new HBox(new FontIcon(Feather.BOOK_OPEN), said);
    root.setId("welcome-hint");
    root.getStyleClass().addAll("banner", "welcome");
    begin.setOnAction(_ -> {
      hide();
      answered.run();
      first.run();
    });
    later.setOnAction(_ -> {
      hide();
      answered.run();
    });
    hide();
  }

  public Node node() {
    return root;
  }

  /** Shows it. */
  public void show() {
    shown(true);
  }

  private void hide() {
    shown(false);
  }

  private void shown(boolean shown) {
    root.setVisible(shown);
    root.setManaged(shown);
  }

  private static Button button(String text, String id) {
    Button button = new Button(text);
    button.setId(id);
    button.getStyleClass().add("small");
    button.setMinWidth(Region.USE_PREF_SIZE);
    return button;
  }
}
