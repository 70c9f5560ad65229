package io.raftarium.app.submit;

import io.raftarium.app.model.AppContext;
import io.raftarium.app.parts.Card;
import io.raftarium.app.parts.Copied;
import io.raftarium.app.parts.Steady;
import io.raftarium.app.submit.StateRows.Column;
import io.raftarium.app.submit.StateRows.Row;
import io.raftarium.app.words.CountText;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.view.ClusterView;
import io.raftarium.view.KeyValue;
import java.time.Duration;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** The key-value state of every node, side by side, as it changes. */
public final class StateCard extends Card {
  private static final PseudoClass DIFFERS = PseudoClass.getPseudoClass("differs");
  private static final int MOST_CHARS = 60;
  private static final double KEY_WIDTH = 150;
  private static final double VALUE_WIDTH = 130;
  private static final double WIDEST = 1000;

  /** Often enough to watch it, seldom enough to read it. */
  private static final Duration STEADY = Duration.ofMillis(250);

  private final AppContext context;
  private final TableView<Row> table = new TableView<>();
  private final Label count = new Label();
  private StateRows shown = new StateRows(List.of(), List.of());
  private final Steady steady = new Steady(STEADY);

  /** Of what a window shows. */
  public StateCard(AppContext context, Runnable closed) {
    super("state-card");
    this.context = context;
    Label title = title(Texts.of("State of every node"));
    count.setId("state-count");
    count.getStyleClass().add("muted");
    table.setId("state-table");
    table.setAccessibleText(Texts.of("Keys and values of every node"));
    table.getStyleClass().add("state-table");
    table.setPrefHeight(360);
    table.setPlaceholder(new Label(Texts.of("No key is set.")));
    table.setRowFactory(_ -> new StateRow());
    table.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER) {
            read(table.getSelectionModel().getSelectedItem());
            event.consume();
          }
        });
    Button copy = new Button(Texts.of("Copy all of it"));
    copy.setId("state-copy");
    copy.setOnAction(_ -> copy());
    Button close = leave(Texts.of("Close"), closed);
    close.setId("state-close");
    close.getStyleClass().add("accent");
    HBox buttons = buttons(copy, close);
    body().getChildren().addAll(title, table, count, buttons);
  }

  @Override
  public Node focus() {
    return table;
  }

  /** Shows a view's states. */
  public void show(ClusterView view) {
    if (!steady.due()) {
      return;
    }
    StateRows rows = StateRows.of(view);
    if (rows.equals(shown)) {
      return;
    }
    if (!nodes(rows).equals(nodes(shown)) || table.getColumns().isEmpty()) {
      columns(rows);
    }
    for (int i = 0; i < rows.columns().size(); i++) {
      table.getColumns().get(i + 1).setText(rows.columns().get(i).title());
    }
    shown = rows;
    Row selected = table.getSelectionModel().getSelectedItem();
    table.getItems().setAll(rows.rows());
    if (selected != null) {
      rows.rows().stream()
          .filter(row -> row.key().equals(selected.key()))
          .findFirst()
          .ifPresent(table.getSelectionModel()::select);
    }
    long differing = rows.rows().stream().filter(Row::differs).count();
    String keys =
        rows.rows().size() == 1
            ? Texts.of("1 key")
            : Texts.of("{0} keys", CountText.of(rows.rows().size()));
    count.setText(
        differing == 0
            ? Texts.of("{0}, the same on every node. Enter reads a key whole.", keys)
            : Texts.of(
                "{0}; not the same on every node: {1}, because some have applied less of the"
                    + " log. Enter reads a key whole.",
                keys, CountText.of(differing)));
  }

  private static List<Integer> nodes(StateRows rows) {
    return rows.columns().stream().map(Column::node).toList();
  }

  private void columns(StateRows rows) {
    table.getColumns().clear();
    TableColumn<Row, String> keys = column(Texts.of("Key"), KEY_WIDTH);
    keys.setCellValueFactory(
        cell -> new ReadOnlyObjectWrapper<>(Shortened.of(cell.getValue().key(), MOST_CHARS)));
    table.getColumns().add(keys);
    for (int i = 0; i < rows.columns().size(); i++) {
      int at = i;
      TableColumn<Row, String> values = column("", VALUE_WIDTH);
      values.setCellValueFactory(
          cell -> new ReadOnlyObjectWrapper<>(text(cell.getValue().values().get(at))));
      table.getColumns().add(values);
    }
    table.setPrefWidth(Math.min(WIDEST, KEY_WIDTH + rows.columns().size() * VALUE_WIDTH + 20));
  }

  private static TableColumn<Row, String> column(String title, double width) {
    TableColumn<Row, String> column = new TableColumn<>(title);
    column.setPrefWidth(width);
    column.setReorderable(false);
    column.setSortable(false);
    return column;
  }

  private static String text(@Nullable KeyValue value) {
    return value == null ? "–" : Shortened.of(value.value().toString(), MOST_CHARS);
  }

  private void read(@Nullable Row row) {
    if (row != null) {
      context.reading().open(Texts.of("One key on every node"), shown.text(row));
    }
  }

  private void copy() {
    Copied.text(shown.text());
    context.operator().say("Copied the state of every node");
  }

  private final class StateRow extends TableRow<Row> {
    StateRow() {
      setOnMouseClicked(click -> {
        if (click.getClickCount() == 2 && !isEmpty()) {
          read(getItem());
        }
      });
    }

    @Override
    protected void updateItem(@Nullable Row row, boolean empty) {
      super.updateItem(row, empty);
      pseudoClassStateChanged(DIFFERS, row != null && !empty && row.differs());
    }
  }
}
