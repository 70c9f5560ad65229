package io.raftarium.app.window;

import javafx.event.EventHandler;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** A soft spot of light that follows the mouse and takes nothing from what is below it. */
final class LightPointer {
  private static final double SIZE = 46;

  private final Pane root = new Pane();
  private final Region spot = new Region();
  private final EventHandler<MouseEvent> follow = this::follow;

  LightPointer(Scene scene) {
    root.setId("light-pointer");
    root.setMouseTransparent(true);
    root.setVisible(false);
    root.getChildren().add(spot);
    spot.getStyleClass().add("light-pointer");
    spot.resize(SIZE, SIZE);
    spot.setManaged(false);
    root.visibleProperty()
        .subscribe(shown -> {
          if (shown) {
            scene.addEventFilter(MouseEvent.ANY, follow);
          } else {
            scene.removeEventFilter(MouseEvent.ANY, follow);
          }
        });
  }

  Node node() {
    return root;
  }

  void toggle() {
    // Until the mouse moves nobody knows where it is: in the middle it is at least seen.
    spot.relocate((root.getWidth() - SIZE) / 2, (root.getHeight() - SIZE) / 2);
    root.setVisible(!root.isVisible());
  }

  private void follow(MouseEvent event) {
    Point2D at = root.sceneToLocal(event.getSceneX(), event.getSceneY());
    spot.relocate(at.getX() - SIZE / 2, at.getY() - SIZE / 2);
  }
}
