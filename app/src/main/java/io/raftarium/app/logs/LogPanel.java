package io.raftarium.app.logs;

import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Frame;
import io.raftarium.app.model.Panel;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/** The log matrix: one row a node, one column an index. */
public final class LogPanel implements Panel {
  private final VBox root = new VBox();

  /** Of a window. */
  public LogPanel(AppContext context) {
    root.getStyleClass().add("logs-panel");
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Frame frame) {}
}
