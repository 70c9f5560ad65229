package io.raftarium.app.window;

import io.raftarium.app.logs.LogPanel;
import io.raftarium.app.stage.StagePanel;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** Finds the parts of the window that lessons speak of. */
record Landmarks(Node root, StagePanel stage, LogPanel logs) {
  private static final Pattern NODE = Pattern.compile("node-([1-9])");
  private static final Pattern LOG = Pattern.compile("log-([1-9])(?:-([0-9]{1,9}))?");
  private static final Pattern LINK = Pattern.compile("link-([1-9])-([1-9])");
  private static final double HALF = 14;

  /** Where a part is in the scene; empty where it is not seen. */
  Optional<Bounds> of(String target) {
    Matcher node = NODE.matcher(target);
    if (node.matches()) {
      return bounds(stage.nodes().get(Integer.valueOf(node.group(1))));
    }
    Matcher log = LOG.matcher(target);
    if (log.matches()) {
      return seen(logs.node())
          ? logs.place(
              Integer.parseInt(log.group(1)),
              log.group(2) == null ? 0 : Long.parseLong(log.group(2)))
          : Optional.empty();
    }
    Matcher link = LINK.matcher(target);
    if (link.matches()) {
      return bounds(stage.nodes().get(Integer.valueOf(link.group(1))))
          .flatMap(from ->
              bounds(stage.nodes().get(Integer.valueOf(link.group(2))))
                  .map(to -> middle(from, to)));
    }
    return bounds(root.lookup("#" + target));
  }

  private static Bounds middle(Bounds from, Bounds to) {
    return new BoundingBox(
        (from.getCenterX() + to.getCenterX()) / 2 - HALF,
        (from.getCenterY() + to.getCenterY()) / 2 - HALF,
        2 * HALF,
        2 * HALF);
  }

  private static Optional<Bounds> bounds(@Nullable Node part) {
    return part != null && seen(part)
        ? Optional.of(part.localToScene(part.getBoundsInLocal()))
        : Optional.empty();
  }

  private static boolean seen(Node part) {
    for (Node at = part; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return part.getScene() != null;
  }
}
