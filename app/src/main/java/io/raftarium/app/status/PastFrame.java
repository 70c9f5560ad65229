package io.raftarium.app.status;

import io.raftarium.app.words.Texts;
import io.raftarium.app.words.TimeText;
import io.raftarium.view.Moment;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** Lies over what shows the past: a frame and a tint, and a badge that says which moment it is. */
public final class PastFrame {
  private final Label badge = new Label();
  private final StackPane root;

  /** Unseen at first. */
  public PastFrame() {
    Region tint = new Region();
    tint.getStyleClass().add("past-frame");
    badge.getStyleClass().add("past-badge");
    badge.setId("past-badge");
    badge.setMinWidth(Region.USE_PREF_SIZE);
    root = new StackPane(tint, badge);
    root.setId("past-frame");
    StackPane.setAlignment(badge, Pos.BOTTOM_CENTER);
    root.setMouseTransparent(true);
    root.setVisible(false);
  }

  /** What lies above. */
  public Node node() {
    return root;
  }

  /** Shows the moment of the past; null for the present. */
  public void show(@Nullable Moment past) {
    root.setVisible(past != null);
    if (past != null) {
      String text = Texts.of("PAST {0}", TimeText.of(past.at()));
      if (!text.equals(badge.getText())) {
        badge.setText(text);
      }
    }
  }
}
