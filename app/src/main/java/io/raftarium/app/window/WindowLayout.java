package io.raftarium.app.window;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * Where the parts stand: stage and inspector above, logs beside submit and links below, the tape
 * last.
 */
final class WindowLayout {
  private static final double SIDE_SHARE = 0.36;

  private final BorderPane root = new BorderPane();
  private final SplitPane upper = new SplitPane();
  private final SplitPane lower = new SplitPane();
  private final SplitPane both = new SplitPane();
  private final Node tape;
  private boolean dragged;

  WindowLayout(
      Node stage, Node narration, Node inspector, Node logs, Node submit, Node links, Node tape) {
    this.tape = tape;
    VBox middle = new VBox(stage, padded(narration));
    VBox.setVgrow(stage, Priority.ALWAYS);
    middle.setMinWidth(320);
    upper.getItems().addAll(middle, inspector);
    VBox side = new VBox(submit, links);
    side.getStyleClass().add("side");
    VBox.setVgrow(links, Priority.ALWAYS);
    side.setMinWidth(280);
    StackPane logHolder = new StackPane(logs);
    logHolder.setMinWidth(280);
    lower.getItems().addAll(logHolder, side);
    both.setOrientation(Orientation.VERTICAL);
    both.getItems().addAll(upper, lower);
    lower.setMinHeight(120);
    root.setCenter(both);
    root.setBottom(tape);
    VBox.setVgrow(root, Priority.ALWAYS);
    both.addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressed);
    root.layoutBoundsProperty().subscribe(bounds -> place(bounds.getWidth(), bounds.getHeight()));
  }

  Node node() {
    return root;
  }

  /** Places the dividers for a size, until the operator drags one: then they are left alone. */
  private void place(double width, double height) {
    if (dragged || width < 100 || height < 100) {
      return;
    }
    double side = Math.clamp(width * 0.254, 300, 520);
    double below = Math.clamp(height * 0.31, 190, 420);
    upper.setDividerPositions(1 - side / width);
    lower.setDividerPositions(1 - Math.max(width * SIDE_SHARE, 360) / width);
    both.setDividerPositions(1 - below / (height - tape.getLayoutBounds().getHeight()));
  }

  private void pressed(MouseEvent event) {
    if (event.getTarget() instanceof Node node
        && node.getStyleClass().contains("split-pane-divider")) {
      dragged = true;
      SplitPane.setResizableWithParent(upper.getItems().getLast(), false);
    }
  }

  private static Node padded(Node narration) {
    StackPane holder = new StackPane(narration);
    holder.getStyleClass().add("narration-holder");
    return holder;
  }
}
