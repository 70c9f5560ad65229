package io.raftarium.app.window;

import io.raftarium.app.preferences.Preferences.Panels;
import java.util.List;
import java.util.stream.Stream;
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

  /** The stage's share of the width before an audience. */
  private static final double BESIDE = 0.55;

  private final BorderPane root = new BorderPane();
  private final SplitPane upper = new SplitPane();
  private final SplitPane lower = new SplitPane();
  private final SplitPane both = new SplitPane();
  private final Node tape;
  private final Node aside;
  private final Node side;
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
    StackPane beside = new StackPane(docks.node(Docks.Place.SIDE));
    beside.setMinWidth(240);
    aside = beside;
    upper.getItems().addAll(middle, aside);
    VBox acting = new VBox(submit, links);
    acting.getStyleClass().add("side");
    VBox.setVgrow(links, Priority.ALWAYS);
    acting.setMinWidth(280);
    side = acting;
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

  /** What is in sight: the stage and the tape always, the rest as it is wished. */
  void show(Sight sight) {
    kept = panels();
    dragged = false;
    show(upper, aside, sight.side());
    show(lower, side, !sight.audience());
    show(both, lower, sight.below());
    both.setOrientation(sight.audience() ? Orientation.HORIZONTAL : Orientation.VERTICAL);
    place(root.getWidth(), root.getHeight());
  }

  private static void show(SplitPane pane, Node part, boolean shown) {
    if (shown && !pane.getItems().contains(part)) {
      pane.getItems().add(part);
    } else if (!shown) {
      pane.getItems().remove(part);
    }
  }

  /**
   * What is in sight besides the stage and the tape.
   *
   * @param side the inspector's place
   * @param below the logs' place
   * @param audience whether there is one: it sees the logs beside the stage, and nothing to act
   *     with
   */
  record Sight(boolean side, boolean below, boolean audience) {
    static final Sight ALL = new Sight(true, true, false);
  }

  /** Places the dividers for a size, until the operator drags one: then they are left alone. */
  private void place(double width, double height) {
    if (dragged || width < 100 || height < 100) {
      return;
    }
    Panels before = kept;
    if (before != null && whole()) {
      upper.setDividerPositions(before.inspector());
      lower.setDividerPositions(before.logs());
      both.setDividerPositions(before.upper());
      return;
    }
    if (both.getOrientation() == Orientation.HORIZONTAL) {
      upper.setDividerPositions(BESIDE);
      both.setDividerPositions(BESIDE);
      return;
    }
    double side = Math.clamp(width * 0.254, 300, 520);
    double below = Math.clamp(height * 0.31, 190, 420);
    upper.setDividerPositions(1 - side / width);
    lower.setDividerPositions(1 - Math.max(width * SIDE_SHARE, 360) / width);
    both.setDividerPositions(1 - below / (height - tape.getLayoutBounds().getHeight()));
  }

  /** Whether every part is in sight: else shares say nothing of the others. */
  private boolean whole() {
    return both.getOrientation() == Orientation.VERTICAL
        && Stream.of(upper, lower, both).allMatch(pane -> pane.getItems().size() == 2);
  }

  /** Where the dividers are; null where nobody has moved one. */
  @Nullable Panels panels() {
    return dragged && whole()
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
