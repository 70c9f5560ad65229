package io.raftarium.app.window;

import io.raftarium.app.preferences.Preferences.Panels;
import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

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
  private @Nullable Panels kept;
  private boolean dragged;

  /**
   * Of parts.
   *
   * @param kept where the dividers were; null where nobody has moved one
   * @param docks the places whose panels can be changed
   * @param past lies over all that shows an earlier moment
   */
  WindowLayout(@Nullable Panels kept, Docks docks, Node past, Node submit, Node links, Node tape) {
    this.kept = kept;
    this.tape = tape;
    StackPane middle = new StackPane(docks.node(Docks.Place.MAIN));
    middle.setMinWidth(320);
    StackPane aside = new StackPane(docks.node(Docks.Place.SIDE));
    aside.setMinWidth(240);
    upper.getItems().addAll(middle, aside);
    VBox side = new VBox(submit, links);
    side.getStyleClass().add("side");
    VBox.setVgrow(links, Priority.ALWAYS);
    side.setMinWidth(280);
    StackPane below = new StackPane(docks.node(Docks.Place.BELOW));
    below.setMinWidth(280);
    lower.getItems().addAll(below, side);
    both.setOrientation(Orientation.VERTICAL);
    both.getItems().addAll(upper, lower);
    lower.setMinHeight(120);
    root.setCenter(new StackPane(both, past));
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
    Panels before = kept;
    if (before != null) {
      upper.setDividerPositions(before.inspector());
      lower.setDividerPositions(before.logs());
      both.setDividerPositions(before.upper());
      return;
    }
    double side = Math.clamp(width * 0.254, 300, 520);
    double below = Math.clamp(height * 0.31, 190, 420);
    upper.setDividerPositions(1 - side / width);
    lower.setDividerPositions(1 - Math.max(width * SIDE_SHARE, 360) / width);
    both.setDividerPositions(1 - below / (height - tape.getLayoutBounds().getHeight()));
  }

  /** Where the dividers are; null where nobody has moved one. */
  @Nullable Panels panels() {
    return dragged
        ? new Panels(
            upper.getDividerPositions()[0],
            lower.getDividerPositions()[0],
            both.getDividerPositions()[0])
        : kept;
  }

  /** A divider that is pressed twice goes back to where it was made, with the others. */
  private void pressed(MouseEvent event) {
    if (event.getTarget() instanceof Node node && (divides(node) || divides(node.getParent()))) {
      if (event.getClickCount() == 2) {
        dragged = false;
        kept = null;
        place(root.getWidth(), root.getHeight());
        event.consume();
        return;
      }
      dragged = true;
      SplitPane.setResizableWithParent(upper.getItems().getLast(), false);
    }
  }

  /** Whether it is a divider; in its middle is a grip. */
  private static boolean divides(@Nullable Node node) {
    return node != null && node.getStyleClass().contains("split-pane-divider");
  }

  /**
   * The stage, what is said above it, and the narration below.
   *
   * @param banners they cover a corner of the stage and move nothing
   */
  static Node stage(Node stage, List<Node> banners, Node narration) {
    StackPane above = new StackPane(stage, said(banners, stage));
    VBox middle = new VBox(above, padded(narration));
    VBox.setVgrow(above, Priority.ALWAYS);
    return middle;
  }

  /** Right of the middle, where the first node of a ring stands. */
  private static Node said(List<Node> banners, Node stage) {
    VBox box = new VBox(6);
    box.getChildren().addAll(banners);
    box.setPadding(new Insets(8, 10, 0, 0));
    box.setPickOnBounds(false);
    box.setMaxHeight(Region.USE_PREF_SIZE);
    stage
        .layoutBoundsProperty()
        .subscribe(bounds -> box.setMaxWidth(Math.max(220, bounds.getWidth() / 2 - 80)));
    StackPane.setAlignment(box, Pos.TOP_RIGHT);
    return box;
  }

  private static Node padded(Node narration) {
    StackPane holder = new StackPane(narration);
    holder.getStyleClass().add("narration-holder");
    return holder;
  }
}
