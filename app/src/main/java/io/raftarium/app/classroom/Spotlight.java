package io.raftarium.app.classroom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;

/** Marks what a lesson speaks of, above the window's parts; it takes no click. */
public final class Spotlight {
  private static final double ROUND = 5;
  private final Pane pane = new Pane();
  private final Function<String, Optional<Bounds>> where;
  private List<String> targets = List.of();

  /**
   * Marks nothing yet.
   *
   * @param where a part is in the scene; empty where it is not seen
   */
  public Spotlight(Function<String, Optional<Bounds>> where) {
    this.where = where;
    pane.setMouseTransparent(true);
    pane.setManaged(false);
    pane.setId("spotlight");
  }

  /** To lay above the window. */
  public Node node() {
    return pane;
  }

  /** Marks these and nothing else. */
  void on(List<String> parts) {
    targets = parts;
    follow();
  }

  /** Puts the marks where their parts are by now. */
  void follow() {
    List<Bounds> seen = new ArrayList<>();
    targets.forEach(target -> where.apply(target).ifPresent(seen::add));
    List<Node> marks = pane.getChildren();
    while (marks.size() > seen.size()) {
      marks.removeLast();
    }
    while (marks.size() < seen.size()) {
      Rectangle mark = new Rectangle();
      mark.getStyleClass().add("spotlight");
      mark.setArcWidth(2 * ROUND);
      mark.setArcHeight(2 * ROUND);
      marks.add(mark);
    }
    for (int i = 0; i < seen.size(); i++) {
      Bounds at = pane.sceneToLocal(seen.get(i));
      if (marks.get(i) instanceof Rectangle mark) {
        mark.setX(at.getMinX() - ROUND);
        mark.setY(at.getMinY() - ROUND);
        mark.setWidth(at.getWidth() + 2 * ROUND);
        mark.setHeight(at.getHeight() + 2 * ROUND);
      }
    }
  }
}
