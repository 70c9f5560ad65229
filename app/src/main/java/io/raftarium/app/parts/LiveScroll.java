package io.raftarium.app.parts;

import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Skin;

/**
 * Scrolls what is as wide as itself and changes often. A plain scroll pane draws its content into a
 * picture and then the picture into the window: where something moves, that is twice the work for
 * each frame.
 */
public class LiveScroll extends ScrollPane {
  /** Of a content. */
  @SuppressWarnings("this-escape") // sets a property of its own
  public LiveScroll(Node content) {
    super(content);
    setFitToWidth(true);
  }

  @Override
  protected Skin<?> createDefaultSkin() {
    Skin<?> skin = super.createDefaultSkin();
    getChildren().forEach(child -> child.setCache(false));
    return skin;
  }
}
