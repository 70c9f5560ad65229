package io.raftarium.app.messages;

import io.raftarium.app.words.Texts;
import java.util.List;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;

/** Offers how the line in a field can go on: the arrows choose, Tab or Enter takes. */
final class CompletionPopup {
  private static final double ROW = 24;
  private static final int MOST_ROWS = 12;
  private static final double WIDTH = 270;

  private final TextField field;
  private final Supplier<Completion.Known> known;
  private final ListView<Completion> list = new ListView<>();
  private final Popup popup = new Popup();

  /** Whether the line changes by itself: nothing is offered then. */
  private boolean taking;

  /**
   * For a field.
   *
   * @param known what is there to be asked for
   */
  CompletionPopup(TextField field, Supplier<Completion.Known> known) {
    this.field = field;
    this.known = known;
    list.setId("message-completions");
    list.getStyleClass().add("completions");
    list.setFixedCellSize(ROW);
    list.setPrefWidth(WIDTH);
    list.setFocusTraversable(false);
    list.setAccessibleText(Texts.of("Ways to go on"));
    list.setCellFactory(_ -> new Row());
    popup.setAutoHide(true);
    // A click beside it does what it would without it.
    popup.setConsumeAutoHidingEvents(false);
    popup.getContent().add(list);
    field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    field.textProperty().subscribe(this::offerLater);
    field
        .focusedProperty()
        .subscribe(focused -> {
          if (!focused) {
            popup.hide();
          }
        });
  }

  /** The caret moves after the text. */
  private void offerLater() {
    if (field.isFocused() && !taking) {
      Platform.runLater(this::offer);
    }
  }

  private void offer() {
    List<Completion> ways =
        field.isFocused()
            ? Completion.at(field.getText(), field.getCaretPosition(), known.get())
            : List.of();
    if (ways.isEmpty()) {
      popup.hide();
      return;
    }
    list.getItems().setAll(ways);
    list.getSelectionModel().clearSelection();
    list.scrollTo(0);
    list.setPrefHeight(ROW * Math.min(MOST_ROWS, ways.size()) + 4);
    Bounds place = field.localToScreen(field.getLayoutBounds());
    if (!popup.isShowing() && place != null) {
      popup.show(field, place.getMinX(), place.getMaxY() + 2);
    }
  }

  private void key(KeyEvent event) {
    if (!popup.isShowing()) {
      return;
    }
    switch (event.getCode()) {
      case DOWN -> choose(1);
      case UP -> choose(-1);
      case ESCAPE -> popup.hide();
      case TAB -> take(chosen() == null ? list.getItems().getFirst() : chosen());
      case ENTER -> {
        Completion chosen = chosen();
        if (chosen == null) {
          popup.hide();
          return;
        }
        take(chosen);
      }
      default -> {
        return;
      }
    }
    event.consume();
  }

  private @Nullable Completion chosen() {
    return list.getSelectionModel().getSelectedItem();
  }

  private void choose(int by) {
    int size = list.getItems().size();
    int at = list.getSelectionModel().getSelectedIndex();
    int next = at < 0 ? (by > 0 ? 0 : size - 1) : (at + by + size) % size;
    list.getSelectionModel().select(next);
    list.scrollTo(Math.max(0, next - MOST_ROWS + 1));
    field.setAccessibleHelp(list.getItems().get(next).text());
  }

  private void take(@Nullable Completion way) {
    if (way == null) {
      return;
    }
    taking = true;
    field.setText(way.line());
    field.positionCaret(way.caret());
    taking = false;
    popup.hide();
    // Behind a key its values are offered at once.
    if (way.text().endsWith(":")) {
      offer();
    }
  }

  private final class Row extends ListCell<Completion> {
    private final Label text = new Label();
    private final Label meaning = new Label();
    private final HBox both = new HBox(10, text, meaning);

    Row() {
      text.getStyleClass().add("mono");
      meaning.getStyleClass().addAll("muted", "small-text");
      setOnMouseClicked(_ -> take(getItem()));
    }

    @Override
    protected void updateItem(@Nullable Completion way, boolean empty) {
      super.updateItem(way, empty);
      setGraphic(way == null || empty ? null : both);
      text.setText(way == null ? "" : way.text());
      meaning.setText(way == null ? "" : way.meaning());
    }
  }
}
