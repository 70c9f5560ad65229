package io.raftarium.app.narration;

import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Frame;
import io.raftarium.app.model.Panel;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/** Tells every event that matters in one sentence. */
public final class NarrationPanel implements Panel {
  private final VBox root = new VBox();

  /** Of a window. */
  public NarrationPanel(AppContext context) {
    root.getStyleClass().add("narration-panel");
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Frame frame) {}
}
