package io.raftarium.app.parts;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What lies above the window for a while, with a frame of its own. */
public abstract class Card {
  private final VBox root = new VBox(10);

  /** Empty yet; found by its id. */
  protected Card(String id) {
    root.getStyleClass().add("palette");
    root.setId(id);
  }

  /** What the window shows. */
  public final Region node() {
    return root;
  }

  /** What gets the focus first. */
  public abstract Node focus();

  /** The column that it is made of. */
  protected final VBox body() {
    return root;
  }

  /** A line that says what the card is for. */
  protected static Label title(String text) {
    Label title = new Label(text);
    title.getStyleClass().add("message-title");
    return title;
  }

  /** A button that leaves everything as it is; Escape does the same. */
  protected static Button leave(String text, Runnable left) {
    Button button = new Button(text);
    button.setCancelButton(true);
    button.setOnAction(_ -> left.run());
    return button;
  }

  /** What can be done, in the order in which it is reached, at the card's end. */
  protected static HBox buttons(Node... buttons) {
    HBox line = new HBox(8, buttons);
    line.setAlignment(Pos.CENTER_RIGHT);
    return line;
  }
}
