package io.raftarium.app.console;

import io.raftarium.app.console.AnswerChart.Point;
import io.raftarium.app.model.Reading;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.SqlAnswer;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The rows of an answer; a cell that is too long is read whole by a double click. */
final class AnswerTable extends TableView<List<@Nullable String>> {
  private static final int MOST_CHARS = 200;
  private static final int WIDEST = 340;
  private static final double BARS = 150;

  private final Reading reading;

  AnswerTable(Reading reading) {
    this.reading = reading;
    setId("sql-rows");
    getStyleClass().addAll("dense", "sql-rows");
    setAccessibleText(Texts.of("Rows of the answer"));
    setPlaceholder(new Label(Texts.of("Nothing was asked yet.")));
    setFixedCellSize(24);
  }

  void show(SqlAnswer.Table answer) {
    setPlaceholder(new Label(Texts.of("No rows.")));
    getSelectionModel().clearSelection();
    getColumns().clear();
    getItems().clear();
    for (int at = 0; at < answer.columns().size(); at++) {
      getColumns().add(column(answer, at));
    }
    List<Point> points = AnswerChart.points(answer);
    if (!points.isEmpty() && !answer.columns().getFirst().number()) {
      getColumns().add(bars(points));
    }
    getItems().setAll(answer.rows());
  }

  /** The second column once more, as bars. */
  private static TableColumn<List<@Nullable String>, @Nullable String> bars(List<Point> points) {
    double most = points.stream().mapToDouble(Point::value).max().orElse(0);
    TableColumn<List<@Nullable String>, @Nullable String> column = new TableColumn<>("");
    column.setId("sql-bars");
    column.setSortable(false);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue().getLast()));
    column.setCellFactory(_ -> new Bar(most));
    column.setPrefWidth(BARS);
    return column;
  }

  private TableColumn<List<@Nullable String>, @Nullable String> column(
      SqlAnswer.Table answer, int at) {
    SqlAnswer.Column about = answer.columns().get(at);
    TableColumn<List<@Nullable String>, @Nullable String> column =
        new TableColumn<>(Shortened.of(about.name(), MOST_CHARS));
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue().get(at)));
    column.setCellFactory(_ -> new Cell(about));
    column.setComparator(
        about.number()
            ? Comparator.comparing(AnswerTable::number)
            : Comparator.comparing(AnswerTable::text));
    int longest = about.name().length() + 2;
    for (List<@Nullable String> row :
        answer.rows().subList(0, Math.min(60, answer.rows().size()))) {
      String value = row.get(at);
      longest = Math.max(longest, value == null ? 4 : Math.min(60, value.length()));
    }
    column.setPrefWidth(Math.clamp(longest * 7.4 + 22, 56, WIDEST));
    return column;
  }

  private static BigDecimal number(@Nullable String value) {
    try {
      return value == null ? BigDecimal.ZERO : new BigDecimal(value);
    } catch (NumberFormatException e) {
      // NaN and the infinities are numbers of the database alone.
      return BigDecimal.ZERO;
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** A value as a bar, in proportion to the largest. */
  private static final class Bar extends TableCell<List<@Nullable String>, @Nullable String> {
    private final double most;
    private final Region bar = new Region();

    Bar(double most) {
      this.most = most;
      bar.getStyleClass().add("sql-bar");
    }

    @Override
    protected void updateItem(@Nullable String value, boolean empty) {
      super.updateItem(value, empty);
      double share = empty || most <= 0 ? 0 : number(value).doubleValue() / most;
      double width = Math.clamp(share, 0, 1) * (BARS - 16);
      bar.setMinWidth(width);
      bar.setMaxWidth(width);
      setGraphic(width > 0 ? bar : null);
    }
  }

  /** One value. */
  private final class Cell extends TableCell<List<@Nullable String>, @Nullable String> {
    Cell(SqlAnswer.Column about) {
      getStyleClass().add(about.number() ? "sql-number" : "sql-text");
      setOnMouseClicked(event -> {
        String value = getItem();
        if (event.getButton() == MouseButton.PRIMARY
            && event.getClickCount() == 2
            && value != null) {
          reading.open(about.name(), value);
        }
      });
    }

    @Override
    protected void updateItem(@Nullable String value, boolean empty) {
      super.updateItem(value, empty);
      getStyleClass().remove("muted-text");
      if (empty) {
        setText(null);
      } else if (value == null) {
        setText("null");
        getStyleClass().add("muted-text");
      } else {
        setText(Shortened.of(value, MOST_CHARS));
      }
    }
  }
}
