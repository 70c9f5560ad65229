package io.raftarium.app.parts;

import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** Asks before something is destroyed; what is safe has the focus. */
public final class ConfirmCard extends Card {
  private final Button cancel = new Button(Texts.of("Keep it"));

  /**
   * A question.
   *
   * @param text what will be gone
   * @param yes the word for doing it
   */
  public ConfirmCard(String title, String text, String yes, Runnable done, Runnable back) {
    super("confirm");
    Label head = title(title);
    Label body = new Label(text);
    WrappedText.wrap(body);
    body.setPrefWidth(380);
    Button act = new Button(yes);
    act.setId("confirm-yes");
    act.getStyleClass().add("danger");
    act.setOnAction(ignored -> done.run());
    cancel.setId("confirm-no");
    cancel.setCancelButton(true);
    cancel.setOnAction(ignored -> back.run());
    HBox buttons = buttons(cancel, act);
    body().getChildren().addAll(head, body, buttons);
  }

  @Override
  public Node focus() {
    return cancel;
  }
}
