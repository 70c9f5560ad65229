package io.raftarium.app.window;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * Where the parts stand: stage and inspector above, logs beside submit and links below, the tape
 * last.
 */
final class WindowLayout {
  private static final double INSPECTOR = 365;
  private static final double BOTTOM_SHARE = 0.30;
  private static final double LOGS_SHARE = 0.64;

  private final BorderPane root = new BorderPane();
  private final SplitPane upper = new SplitPane();
  private final SplitPane lower = new SplitPane();
  private final SplitPane both = new SplitPane();
  private boolean placed;

  WindowLayout(
      Node stage, Node narration, Node inspector, Node logs, Node submit, Node links, Node tape) {
    VBox middle = new VBox(stage, padded(narration));
    VBox.setVgrow(stage, Priority.ALWAYS);
    middle.setMinWidth(320);
    upper.getItems().addAll(middle, inspector);
    SplitPane.setResizableWithParent(inspector, false);
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
    root.layoutBoundsProperty().subscribe(bounds -> place(bounds.getWidth(), bounds.getHeight()));
  }

  Node node() {
    return root;
  }

  /**
   * Places the dividers once, as soon as the size is known; from then on they are the operator's.
   */
  private void place(double width, double height) {
    if (placed || width < 100 || height < 100) {
      return;
    }
    placed = true;
    upper.setDividerPositions(1 - Math.clamp(width * 0.254, 300, 520) / width);
    lower.setDividerPositions(
        width * (1 - LOGS_SHARE) < INSPECTOR ? 1 - INSPECTOR / width : LOGS_SHARE);
    both.setDividerPositions(1 - Math.max(BOTTOM_SHARE, 200 / height));
  }

  private static Node padded(Node narration) {
    StackPane holder = new StackPane(narration);
    holder.getStyleClass().add("narration-holder");
    return holder;
  }
}
