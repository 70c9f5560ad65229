package io.raftarium.app.console;

import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.SqlAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.chart.LineChart;
import javafx.scene.chart.NumberAxis;
import javafx.scene.chart.XYChart;
import org.jspecify.annotations.Nullable;

/** What of an answer of two columns, the second a number, can be drawn. */
final class AnswerChart {
  private static final int MOST_CHARS = 18;

  private AnswerChart() {}

  /** One value of the chart. */
  record Point(String name, double value) {}

  /** What can be drawn of an answer; empty where it has another shape. */
  static List<Point> points(SqlAnswer.Table answer) {
    List<Point> points = new ArrayList<>();
    if (answer.columns().size() != 2 || !answer.columns().get(1).number()) {
      return points;
    }
    for (List<@Nullable String> row : answer.rows()) {
      String name = row.getFirst();
      String value = row.getLast();
      if (value != null && name != null) {
        double number = Double.parseDouble(value);
        if (Double.isFinite(number)) {
          points.add(new Point(name, number));
        }
      }
    }
    return points;
  }

  /** A line, where both are numbers; bars stand in the table itself. */
  static Optional<Node> line(SqlAnswer.Table answer) {
    List<Point> points = points(answer);
    if (points.size() < 2 || !answer.columns().getFirst().number()) {
      return Optional.empty();
    }
    String x = answer.columns().getFirst().name();
    String y = answer.columns().getLast().name();
    XYChart<Number, Number> chart = line(points, x, y);
    chart.setAnimated(false);
    chart.setLegendVisible(false);
    chart.setId("sql-chart");
    chart.getStyleClass().add("sql-chart");
    chart.setMinSize(0, 0);
    chart.setAccessibleText(Texts.of("Chart of {0} by {1}, the same as the rows", y, x));
    return Optional.of(chart);
  }

  private static XYChart<Number, Number> line(List<Point> points, String x, String y) {
    NumberAxis across = axis(x);
    across.setForceZeroInRange(false);
    LineChart<Number, Number> chart = new LineChart<>(across, axis(y));
    XYChart.Series<Number, Number> series = new XYChart.Series<>();
    for (Point point : points) {
      series.getData().add(new XYChart.Data<>(Double.parseDouble(point.name()), point.value()));
    }
    chart.getData().add(series);
    chart.setCreateSymbols(false);
    return chart;
  }

  private static NumberAxis axis(String label) {
    NumberAxis axis = new NumberAxis();
    axis.setLabel(Shortened.of(label, MOST_CHARS));
    axis.setAnimated(false);
    return axis;
  }
}
