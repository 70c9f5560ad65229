package io.raftarium.app.tape;

import io.raftarium.app.parts.Card;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;

/** Asks for the moment to look at. */
public final class JumpCard extends Card {
  private final TextField field = new TextField();

  /**
   * A card.
   *
   * @param go goes there; why it cannot, in words, or nothing where it has
   */
  public JumpCard(Function<String, Optional<String>> go, Runnable close) {
    super("jump");
    Label title = title(Texts.of("Jump to a log index, a term or a time"));
    Label hint =
        new Label(
            Texts.of(
                "24 is where entry 24 was committed, t3 where term 3 began, 14:03:27 a time."));
    hint.setId("jump-hint");
    hint.getStyleClass().add("muted");
    WrappedText.wrap(hint);
    body().setPrefWidth(440);
    field.setId("jump-field");
    field.setAccessibleText(Texts.of("Where to jump to"));
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
    Button cancel = leave(Texts.of("Cancel"), close);
    Button yes = new Button(Texts.of("Jump"));
    yes.getStyleClass().add("accent");
    yes.setOnAction(_ -> run.run());
    HBox buttons = buttons(cancel, yes);
    body().getChildren().addAll(title, field, hint, buttons);
  }

  @Override
  public Node focus() {
    return field;
  }
}
