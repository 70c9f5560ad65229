package io.raftarium.app.links;

import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Frame;
import io.raftarium.app.model.Panel;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/** The link matrix: the row sends to the column. */
public final class LinksPanel implements Panel {
  private final VBox root = new VBox();

  /** Of a window. */
  public LinksPanel(AppContext context) {
    root.getStyleClass().add("links-panel");
  }

  @Override
  public Node node() {
    return root;
  }

  @Override
  public void show(Frame frame) {}
}
