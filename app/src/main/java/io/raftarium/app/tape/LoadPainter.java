package io.raftarium.app.tape;

import io.raftarium.app.tape.LoadModel.Half;
import io.raftarium.app.theme.Palette;
import io.raftarium.app.words.CanvasText;
import io.raftarium.app.words.LoadText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;

/** Draws what a load did: operations a second above, how long they took below. */
final class LoadPainter {
  private static final double GAP = 3;

  /** Wide enough to tell two half seconds apart. */
  private static final double LEAST_WIDTH = 2;

  /** The latencies at the bottom and at the top, ms; between them it goes by factors. */
  private static final double SHORTEST = 0.5;

  private static final double LONGEST = 20_000;

  private final CanvasText small = new CanvasText(Font.font("Inter", 11));

  /** Columns, each of one half second or, where they are narrow, of several. */
  private record Column(
      double x, double width, double writes, double reads, double p50, double p99) {}

  void paint(
      GraphicsContext gc,
      LoadModel model,
      TapeScale scale,
      double height,
      Palette palette,
      Instant head,
      @Nullable Instant past) {
    gc.clearRect(0, 0, scale.width() + 4, height);
    List<Column> columns =
        columns(model.between(scale.from().minus(LoadModel.STEP), scale.to()), scale);
    double band = (height - GAP) / 2;
    rates(gc, columns, band, palette);
    latencies(gc, columns, band + GAP, band, palette);
    if (past != null) {
      double x = Math.clamp(scale.x(past), 1, Math.max(1, scale.width() - 1));
      gc.setFill(palette.background().deriveColor(0, 1, 1, 0.6));
      gc.fillRect(x, 0, scale.width() - x, height);
      gc.setStroke(palette.warning());
      gc.setLineWidth(3);
      gc.strokeLine(x, 0, x, height);
    }
    words(gc, model, scale, band, head, palette);
  }

  private static List<Column> columns(List<Half> halves, TapeScale scale) {
    List<Column> columns = new ArrayList<>();
    double step = scale.x(scale.from().plus(LoadModel.STEP));
    int together = (int) Math.max(1, Math.ceil(LEAST_WIDTH / Math.max(0.001, step)));
    double width = step * together;
    for (int i = 0; i < halves.size(); ) {
      Half first = halves.get(i);
      double x = scale.x(first.from());
      double writes = 0;
      double reads = 0;
      double p50 = 0;
      double p99 = 0;
      int answered = 0;
      while (i < halves.size() && scale.x(halves.get(i).from()) < x + width - 0.01) {
        Half half = halves.get(i++);
        writes += half.writesPerSecond() / together;
        reads += half.readsPerSecond() / together;
        p50 += half.p50() * (half.writes() + half.reads());
        answered += half.writes() + half.reads();
        p99 = Math.max(p99, half.p99());
      }
      columns.add(new Column(x, width, writes, reads, answered == 0 ? 0 : p50 / answered, p99));
    }
    return columns;
  }

  /** Writes below, reads on top of them. */
  private static void rates(
      GraphicsContext gc, List<Column> columns, double band, Palette palette) {
    double most =
        Math.max(1, columns.stream().mapToDouble(each -> each.writes + each.reads).max().orElse(1));
    Color reads = palette.panel().interpolate(palette.success(), 0.75);
    for (Column column : columns) {
      double writes = column.writes / most * band;
      double all = (column.writes + column.reads) / most * band;
      gc.setFill(palette.accent());
      gc.fillRect(column.x, band - writes, column.width, writes);
      gc.setFill(reads);
      gc.fillRect(column.x, band - all, column.width, all - writes);
    }
  }

  /** The middle as a line, and from there to the slowest as a shade. */
  private static void latencies(
      GraphicsContext gc, List<Column> columns, double top, double band, Palette palette) {
    Color shade = palette.panel().interpolate(palette.warning(), palette.dark() ? 0.6 : 0.7);
    for (Column column : columns) {
      double low = top + band - height(column.p50, band);
      double high = top + band - height(column.p99, band);
      gc.setFill(shade);
      gc.fillRect(column.x, high, column.width, Math.max(1, low - high));
      gc.setFill(palette.text());
      gc.fillRect(column.x, low - 1, column.width, 1.5);
    }
  }

  private static double height(double millis, double band) {
    double share =
        Math.log(Math.clamp(millis, SHORTEST, LONGEST) / SHORTEST) / Math.log(LONGEST / SHORTEST);
    return Math.max(1.5, share * band);
  }

  private void words(
      GraphicsContext gc,
      LoadModel model,
      TapeScale scale,
      double band,
      Instant head,
      Palette palette) {
    Half half = model.at(head);
    gc.setFont(small.font());
    gc.setTextBaseline(VPos.CENTER);
    line(
        gc, LoadText.rates(half.writesPerSecond(), half.readsPerSecond()), scale, 0, band, palette);
    if (half.writes() + half.reads() > 0) {
      line(gc, LoadText.latencies(half.p50(), half.p99()), scale, band + GAP, band, palette);
    }
  }

  /** Bars end where words stand. */
  private void line(
      GraphicsContext gc, String text, TapeScale scale, double top, double band, Palette palette) {
    String fits = small.fit(text, scale.width() - 10);
    gc.setFill(palette.panel());
    gc.fillRect(0, top, small.width(fits) + 14, band);
    gc.setFill(palette.text());
    gc.fillText(fits, 6, top + band / 2);
  }
}
