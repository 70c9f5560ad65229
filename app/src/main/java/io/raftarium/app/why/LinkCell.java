package io.raftarium.app.why;

import io.raftarium.app.words.ReasonText;
import io.raftarium.app.words.TimeText;
import io.raftarium.app.words.WrappedText;
import io.raftarium.reason.Reason.Link;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** One cause: when it was, and its sentence; what only adds to another one stands further in. */
final class LinkCell extends ListCell<Link> {
  private static final double INDENT = 16;

  private final Label time = new Label();

  LinkCell() {
    time.getStyleClass().addAll("mono", "why-time");
    time.setMinWidth(Region.USE_PREF_SIZE);
    WrappedText.wrap(this);
    setPrefWidth(0);
    setAlignment(Pos.TOP_LEFT);
    setGraphicTextGap(8);
  }

  @Override
  protected void updateItem(@Nullable Link link, boolean empty) {
    super.updateItem(link, empty);
    if (link == null || empty) {
      setText(null);
      setGraphic(null);
      return;
    }
    time.setText(TimeText.of(link.reason().at()));
    setGraphic(time);
    setPadding(new Insets(4, 8, 4, 8 + INDENT * Math.min(4, link.depth())));
    setText(ReasonText.sentence(link.reason()));
    setAccessibleText(time.getText() + ": " + ReasonText.sentence(link.reason()));
  }
}
