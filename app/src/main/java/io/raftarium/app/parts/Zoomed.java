package io.raftarium.app.parts;

import javafx.beans.value.ObservableDoubleValue;
import javafx.scene.layout.Region;
import javafx.scene.transform.Scale;

/** Lays its content out on less or more room and shows it larger or smaller by as much. */
public final class Zoomed extends Region {
  /** Room that the content gets in any case; where there is less, the window scrolls. */
  private static final double LEAST_WIDTH = 760;

  private static final double LEAST_HEIGHT = 520;

  private final Region content;
  private final ObservableDoubleValue factor;
  private final Scale scale = new Scale();
  private boolean scrolls = true;

  public Zoomed(Region content, ObservableDoubleValue factor) {
    this.content = content;
    this.factor = factor;
    content.getTransforms().add(scale);
    content.setManaged(false);
    getChildren().add(content);
    factor.subscribe(ignored -> {
      scale.setX(factor.get());
      scale.setY(factor.get());
      least();
    });
  }

  /** Whether the window scrolls rather than giving less room; not where little is shown. */
  public void scrolls(boolean newScrolls) {
    scrolls = newScrolls;
    least();
  }

  private void least() {
    boolean larger = scrolls && factor.get() > 1;
    setMinSize(larger ? LEAST_WIDTH * factor.get() : 0, larger ? LEAST_HEIGHT * factor.get() : 0);
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    content.resizeRelocate(0, 0, getWidth() / factor.get(), getHeight() / factor.get());
  }
}
