package io.raftarium.app.parts;

import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** One card at a time above the window; Escape or a click beside it closes it. */
public final class Overlay {
  private final StackPane root = new StackPane();
  private @Nullable Node focusBefore;
  private @Nullable Node focus;

  /** Which way the Tab key went last: 1 on, -1 back, 0 for another key. */
  private int turn;

  public Overlay() {
    root.getStyleClass().add("veil");
    root.setId("overlay");
    root.setVisible(false);
    root.setOnMousePressed(event -> {
      if (root.equals(event.getTarget())) {
        close();
      }
    });
    root.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          turn = event.getCode() != KeyCode.TAB ? 0 : event.isShiftDown() ? -1 : 1;
          if (event.getCode() == KeyCode.ESCAPE) {
            close();
            event.consume();
          }
        });
  }

  public Node node() {
    return root;
  }

  public boolean open() {
    return root.isVisible();
  }

  /** Shows a card in the middle and gives it the focus. */
  public void show(Card card) {
    show(card, Pos.CENTER);
  }

  /** Shows a card there and gives it the focus. */
  public void show(Card shown, Pos place) {
    Region card = shown.node();
    Node first = shown.focus();
    if (!open() && root.getScene() != null) {
      focusBefore = root.getScene().getFocusOwner();
    }
    card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    StackPane.setAlignment(card, place);
    StackPane.setMargin(card, new Insets(place == Pos.TOP_CENTER ? 70 : 20, 20, 20, 20));
    root.getChildren().setAll(card);
    root.setVisible(true);
    focus = first;
    first.requestFocus();
  }

  /**
   * While a card is open the focus stays in it: a key must not reach what lies beneath, whatever
   * the card's own buttons do.
   */
  public void keepFocus(@Nullable Node owner) {
    Node card = focus;
    if (card == null || !open() || within(owner)) {
      return;
    }
    Platform.runLater(() -> {
      if (open() && root.getScene() != null && !within(root.getScene().getFocusOwner())) {
        round(card).requestFocus();
      }
    });
  }

  /** From a card's end the Tab key goes to its beginning, and back. */
  private Node round(Node usual) {
    List<Node> all = new ArrayList<>();
    collect(root, all);
    return turn == 0 || all.isEmpty() ? usual : turn > 0 ? all.getFirst() : all.getLast();
  }

  private static void collect(Parent parent, List<Node> into) {
    for (Node child : parent.getChildrenUnmodifiable()) {
      if (child.isVisible() && !child.isDisabled()) {
        if (child.isFocusTraversable()) {
          into.add(child);
        } else if (child instanceof Parent inner) {
          collect(inner, into);
        }
      }
    }
  }

  private boolean within(@Nullable Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (root.equals(at)) {
        return true;
      }
    }
    return false;
  }

  public void close() {
    root.setVisible(false);
    root.getChildren().clear();
    focus = null;
    Node before = focusBefore;
    focusBefore = null;
    if (before != null) {
      before.requestFocus();
    }
  }
}
