package io.raftarium.app.tape;

import io.raftarium.app.words.WrappedText;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks for the moment to look at. */
public final class JumpCard {
  private final VBox root = new VBox(10);
  private final TextField field = new TextField();

  /**
   * A card.
   *
   * @param go goes there; why it cannot, in words, or nothing where it has
   */
  public JumpCard(Function<String, Optional<String>> go, Runnable close) {
    root.getStyleClass().add("palette");
    root.setId("jump");
    Label title = new Label("Jump to a log index, a term or a time");
    title.getStyleClass().add("message-title");
    Label hint =
        new Label("24 is where entry 24 was committed, t3 where term 3 began, 14:03:27 a time.");
    hint.setId("jump-hint");
    hint.getStyleClass().add("muted");
    WrappedText.wrap(hint);
    root.setPrefWidth(440);
    field.setId("jump-field");
    Runnable run =
        () ->
            go.apply(Objects.requireNonNullElse(field.getText(), ""))
                .ifPresentOrElse(
                    why -> {
                      hint.setText(why);
                      hint.getStyleClass().setAll("label", "danger-text");
                    },
                    close);
    field.setOnAction(_ -> run.run());
    Button cancel = new Button("Cancel");
    cancel.setCancelButton(true);
    cancel.setOnAction(_ -> close.run());
    Button yes = new Button("Jump");
    yes.getStyleClass().add("accent");
    yes.setOnAction(_ -> run.run());
    HBox buttons = new HBox(8, cancel, yes);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    root.getChildren().addAll(title, field, hint, buttons);
  }

  /** The card. */
  public Region node() {
    return root;
  }

  /** What gets the focus. */
  public Node focus() {
    return field;
  }
}
