package io.raftarium.app.inspector;

import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Frame;
import io.raftarium.app.model.Panel;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/** The inspector: one node, its peers, its votes and its newest steps. */
public final class InspectorPanel implements Panel {
  private final VBox root = new VBox();

  /** Of a window. */
  public InspectorPanel(AppContext context) {
    root.getStyleClass().add("inspector-panel");
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Frame frame) {}
}
