package io.raftarium.app.messages;

import io.raftarium.app.theme.Palette;
import io.raftarium.app.words.Texts;
import io.raftarium.view.Sorted;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.event.Event;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;

/** The table of messages, which goes along with its end until a person scrolls away from it. */
final class MessageTable {
  private static final double ROW = 22;
  private static final PseudoClass LATER = PseudoClass.getPseudoClass("later");
  private static final PseudoClass RELATED = PseudoClass.getPseudoClass("related");

  private final TableView<MessageRow> table = new TableView<>();
  private final RowList rows = new RowList();
  private final List<Row> cells = new ArrayList<>();
  private final Label nothing = new Label();
  private final ReadOnlyBooleanWrapper tail = new ReadOnlyBooleanWrapper(true);
  private final Acts acts;
  private long horizon = Long.MAX_VALUE;
  private LongPredicate related = number -> false;
  private OptionalLong picked = OptionalLong.empty();

  /** Whether the selection is moved by something else than a person. */
  private boolean quiet;

  /** What a person does at it. */
  interface Acts {
    /** Picks a row. */
    void pick(MessageRow row);

    /**
     * Wants to see its moment.
     *
     * @param end that of its end, not of its sending
     */
    void visit(MessageRow row, boolean end);

    /** Wants its menu. */
    void menu(MessageRow row, ContextMenuEvent event);
  }

  MessageTable(ObservableValue<Palette> palette, Acts acts) {
    this.acts = acts;
    table.setId("message-table");
    table.getStyleClass().addAll("dense", "message-table");
    table.setFixedCellSize(ROW);
    table.setItems(rows);
    nothing.getStyleClass().add("muted");
    nothing.setWrapText(true);
    table.setPlaceholder(nothing);
    table.setAccessibleText(Texts.of("Messages between nodes"));
    table.getColumns().addAll(new MessageCells(palette).columns());
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setRowFactory(_ -> new Row());
    table.getSelectionModel().selectedItemProperty().subscribe(this::selected);
    table.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    // Where its end was left, or reached again, is seen once the table has moved.
    table.addEventFilter(ScrollEvent.SCROLL, this::moved);
    table.addEventFilter(MouseEvent.MOUSE_DRAGGED, this::moved);
    table.addEventFilter(MouseEvent.MOUSE_RELEASED, this::moved);
    table.addEventFilter(KeyEvent.KEY_PRESSED, this::moved);
  }

  TableView<MessageRow> node() {
    return table;
  }

  /** Whether it goes along with its end. */
  ReadOnlyBooleanProperty tail() {
    return tail.getReadOnlyProperty();
  }

  /** Goes along with its end, or stays. */
  void follow(boolean follow) {
    tail.set(follow);
    toEnd();
  }

  /** How many rows it has. */
  int size() {
    return rows.size();
  }

  /** What to say where there is no row. */
  void say(String why) {
    nothing.setText(why);
  }

  void take(MessageRows.Change change) {
    if (!change.any(rows.size())) {
      return;
    }
    silently(() -> {
      rows.take(change);
      select();
    });
    toEnd();
  }

  /** Everything that was sent after a happening is drawn as not yet there. */
  void horizon(long number) {
    if (number != horizon) {
      horizon = number;
      cells.forEach(Row::mark);
    }
  }

  /** Scrolls to what was sent last before a happening. */
  void reveal(long happening) {
    int at = Sorted.first(rows, row -> row.trip().sent() > happening) - 1;
    if (at >= 0) {
      tail.set(false);
      see(at);
    }
  }

  /**
   * Marks what is picked.
   *
   * @param message its number; empty where it is no message
   * @param others those that have to do with it
   */
  void mark(OptionalLong message, LongPredicate others) {
    picked = message;
    related = others;
    silently(this::select);
    cells.forEach(Row::mark);
    if (message.isPresent() && shows(message.getAsLong())) {
      tail.set(false);
      see(place(message.getAsLong()));
    }
  }

  /** Whether a message is among the rows. */
  boolean shows(long message) {
    return place(message) >= 0;
  }

  /** Not by order: where each node counts by itself, numbers do not rise with the sending. */
  private int place(long message) {
    for (int at = rows.size() - 1; at >= 0; at--) {
      if (rows.get(at).number() == message) {
        return at;
      }
    }
    return -1;
  }

  private void select() {
    if (picked.isPresent() && shows(picked.getAsLong())) {
      table.getSelectionModel().clearAndSelect(place(picked.getAsLong()));
    } else {
      table.getSelectionModel().clearSelection();
    }
  }

  private void silently(Runnable change) {
    quiet = true;
    try {
      change.run();
    } finally {
      quiet = false;
    }
  }

  private void selected(@Nullable MessageRow row) {
    if (!quiet && row != null) {
      tail.set(false);
      acts.pick(row);
    }
  }

  /** Moves it as little as needed. */
  private void see(int at) {
    boolean seen =
        cells.stream()
            .anyMatch(cell ->
                cell.isVisible()
                    && !cell.isEmpty()
                    && cell.getIndex() == at
                    && cell.getBoundsInParent().getMaxY() <= table.getHeight() - 2 * ROW);
    if (!seen) {
      table.scrollTo(Math.max(0, at - (int) (table.getHeight() / ROW / 3)));
    }
  }

  private void toEnd() {
    if (tail.get() && !rows.isEmpty()) {
      table.scrollTo(rows.size() - 1);
    }
  }

  private void moved(Event event) {
    Platform.runLater(() ->
        table.lookupAll(".scroll-bar").stream()
            .filter(bar ->
                bar instanceof ScrollBar each && each.getOrientation() == Orientation.VERTICAL)
            .map(ScrollBar.class::cast)
            .findFirst()
            .ifPresent(bar -> {
              boolean end = !bar.isVisible() || bar.getValue() >= bar.getMax() - 1e-6;
              // Clicking a row at the end stays there; only what scrolls comes back to the tail.
              if (!end || event instanceof ScrollEvent || event instanceof KeyEvent) {
                tail.set(end && picked.isEmpty());
              }
            }));
  }

  private void key(KeyEvent event) {
    MessageRow row = table.getSelectionModel().getSelectedItem();
    switch (event.getCode()) {
      case ENTER -> {
        if (row != null) {
          acts.visit(row, event.isShiftDown());
          event.consume();
        }
      }
      case END -> {
        if (event.isShortcutDown()) {
          follow(true);
          event.consume();
        }
      }
      default -> {}
    }
  }

  /** A row; it knows whether it was there yet at the moment that is shown. */
  private final class Row extends TableRow<MessageRow> {
    Row() {
      cells.add(this);
      // The lowest pixel of a row is of no cell: a press there would pick nothing.
      setOnMousePressed(press -> {
        if (press.getButton() == MouseButton.PRIMARY && !isEmpty() && !isSelected()) {
          table.requestFocus();
          table.getSelectionModel().clearAndSelect(getIndex());
        }
      });
      setOnMouseClicked(click -> {
        if (click.getButton() == MouseButton.PRIMARY && click.getClickCount() == 2 && !isEmpty()) {
          acts.visit(getItem(), click.isShiftDown());
        }
      });
      setOnContextMenuRequested(event -> {
        if (!isEmpty()) {
          acts.menu(getItem(), event);
          event.consume();
        }
      });
    }

    @Override
    protected void updateItem(@Nullable MessageRow row, boolean empty) {
      super.updateItem(row, empty);
      setAccessibleText(row == null || empty ? null : row.spoken());
      mark();
    }

    private void mark() {
      MessageRow row = isEmpty() ? null : getItem();
      pseudoClassStateChanged(LATER, row != null && row.trip().sent() > horizon);
      pseudoClassStateChanged(RELATED, row != null && related.test(row.number()));
    }
  }
}
