package io.raftarium.app.tape;

import io.raftarium.app.model.AppContext;
import io.raftarium.app.model.Frame;
import io.raftarium.app.model.Panel;
import io.raftarium.observe.ClusterView;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The term tape. */
public final class TapePanel implements Panel {
  private final VBox root = new VBox();
  private final HBox feed = new HBox();
  private final ReadOnlyObjectWrapper<@Nullable ClusterView> past = new ReadOnlyObjectWrapper<>();

  /** Of a window. */
  public TapePanel(AppContext context) {
    root.getStyleClass().add("tape-panel");
  }

  @Override
  public Node node() {
    return root;
  }

  /** The earlier view that the operator looks at; its value is null while the window is live. */
  public ObservableValue<@Nullable ClusterView> past() {
    return past.getReadOnlyProperty();
  }

  /** Back to the present. */
  public void goLive() {
    past.set(null);
  }

  /** Where the window puts the status of the feed, beside LIVE. */
  public HBox feed() {
    return feed;
  }

  @Override
  public void show(Frame frame) {}
}
