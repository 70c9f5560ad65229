package io.raftarium.app.parts;

import io.raftarium.app.words.EventText;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.StepDetails;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.WrappedText;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Names and values, one pair a line; long values go on in the next line. */
public final class FieldLines extends GridPane {
  private static final int MOST_CHARS = 400;

  /** Empty yet; found by its id. */
  public FieldLines(String id) {
    setId(id);
    getStyleClass().add("field-grid");
    ColumnConstraints names = new ColumnConstraints();
    names.setMinWidth(110);
    ColumnConstraints values = new ColumnConstraints();
    values.setHgrow(Priority.ALWAYS);
    values.setMinWidth(0);
    getColumnConstraints().addAll(names, values);
  }

  /** Takes all of them away. */
  public void clear() {
    getChildren().clear();
  }

  /** One more. */
  public void line(String name, String value) {
    int at = getRowCount();
    Label left = new Label(Shortened.of(name, MOST_CHARS));
    left.getStyleClass().add("field-name");
    left.setMinWidth(Region.USE_PREF_SIZE);
    Label right = new Label(Shortened.lines(value, MOST_CHARS));
    right.getStyleClass().add("field-value");
    WrappedText.wrap(right);
    add(left, 0, at);
    add(right, 1, at);
  }

  /** The row's columns before and after a step, and what it sent and answered. */
  public void changes(StepDetails details) {
    for (StepDetails.Change change : details.changes()) {
      String before = change.before() == null ? "…" : change.before();
      line(change.column(), before + " → " + change.after());
    }
    for (String effect : details.effects()) {
      line(EventText.answers(effect) ? "replies" : "send_rpc", effect);
    }
    if (getChildren().isEmpty()) {
      add(muted(Texts.of("nothing")), 0, 0);
    }
  }

  /** A word in place of lines. */
  public static Label muted(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("muted-text");
    return label;
  }
}
