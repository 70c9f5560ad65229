package io.raftarium.app.submit;

import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Frame;
import io.raftarium.app.model.Panel;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/** Submits commands and tells what became of each. */
public final class SubmitPanel implements Panel {
  private final VBox root = new VBox();

  /** Of a window. */
  public SubmitPanel(AppContext context) {
    root.getStyleClass().add("submit-panel");
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Frame frame) {}
}
