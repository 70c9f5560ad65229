package io.raftarium.app.window;

import io.raftarium.app.words.WrappedText;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks before something is destroyed; what is safe has the focus. */
final class ConfirmCard {
  private final VBox root = new VBox(12);
  private final Button cancel = new Button("Keep it");

  /**
   * A question.
   *
   * @param text what will be gone
   * @param yes the word for doing it
   */
  ConfirmCard(String title, String text, String yes, Runnable done, Runnable back) {
    root.getStyleClass().add("palette");
    root.setId("confirm");
    Label head = new Label(title);
    head.getStyleClass().add("message-title");
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
    HBox buttons = new HBox(8, cancel, act);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    root.getChildren().addAll(head, body, buttons);
  }

  Region node() {
    return root;
  }

  Node focus() {
    return cancel;
  }
}
