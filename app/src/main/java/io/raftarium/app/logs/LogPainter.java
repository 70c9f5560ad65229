package io.raftarium.app.logs;

import io.raftarium.app.logs.LogMatrix.Cell;
import io.raftarium.app.logs.LogMatrix.Content;
import io.raftarium.app.logs.LogMatrix.Row;
import io.raftarium.app.theme.Palette;
import io.raftarium.app.words.CanvasText;
import io.raftarium.app.words.EntryText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.protocol.LogEntry;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

/** Draws the visible cells of the log matrix. */
final class LogPainter {
  private static final double ARC = 7;

  /** Right of a cell's content, where its match is marked. */
  private static final double MARGIN = 12;

  /** Entries that the width of the columns is for. */
  private static final int LOOKED_AT = 60;

  private final CanvasText plain = new CanvasText(Font.font("Inter", 11.5));
  private final CanvasText bold = new CanvasText(Font.font("Inter", FontWeight.BOLD, 11));
  private final CanvasText small = new CanvasText(Font.font("Inter", 11));
  private final CanvasText name = new CanvasText(Font.font("Inter", 13));
  private final CanvasText leaderName = new CanvasText(Font.font("Inter", FontWeight.BOLD, 13));

  /** A cell that is pointed out; index 0 for none. */
  record Mark(int row, long index) {
    static final Mark NONE = new Mark(-1, 0);

    boolean none() {
      return index == 0;
    }
  }

  /** What the widest of the newest entries needs; all rows hold nearly the same ones. */
  double widest(LogMatrix matrix) {
    return matrix.newest(LOOKED_AT).stream()
        .mapToDouble(entry -> start(entry) + plain.width(EntryText.label(entry)) + MARGIN)
        .max()
        .orElse(0);
  }

  /** Where the content begins, behind the term. */
  private double start(LogEntry entry) {
    return Math.max(30, 8 + bold.width("t" + entry.term()) + 6);
  }

  void paint(GraphicsContext gc, LogMatrix matrix, LogGeometry at, Palette palette, Mark chosen) {
    gc.clearRect(0, 0, at.width(), at.height());
    gc.setTextBaseline(VPos.CENTER);
    header(gc, at, palette);
    if (matrix.lastColumn() == 0) {
      gc.setFill(palette.mutedText());
      gc.setFont(plain.font());
      gc.fillText(
          Texts.of("No entries yet: the first is the no-op of the first leader."),
          LogGeometry.LABELS + 8,
          at.y(0) + at.cellHeight() / 2);
    }
    gc.save();
    gc.beginPath();
    gc.rect(LogGeometry.LABELS - 2, LogGeometry.HEADER, at.width(), at.height());
    gc.clip();
    for (int r = 0; r < matrix.rows().size(); r++) {
      for (long i = at.firstVisible(); i <= at.lastVisible(); i++) {
        boolean pointedOut = chosen.row() == r && chosen.index() == i;
        Row row = matrix.rows().get(r);
        long term = row.node().snapshotTerm();
        cell(gc, matrix.cell(row, i), at.x(i), at.y(r), at, palette, term, pointedOut);
      }
    }
    for (int r = 0; r < matrix.rows().size(); r++) {
      for (long i = at.firstVisible(); i <= at.lastVisible(); i++) {
        replication(gc, matrix.cell(matrix.rows().get(r), i), at.x(i), at.y(r), at, palette);
      }
    }
    gc.restore();
    gc.save();
    gc.beginPath();
    gc.rect(0, LogGeometry.HEADER, LogGeometry.LABELS, at.height());
    gc.clip();
    for (int r = 0; r < matrix.rows().size(); r++) {
      label(gc, matrix, matrix.rows().get(r), at.y(r) + at.cellHeight() / 2, palette);
    }
    gc.restore();
  }

  private void header(GraphicsContext gc, LogGeometry at, Palette palette) {
    gc.save();
    gc.beginPath();
    gc.rect(LogGeometry.LABELS - 2, 0, at.width(), LogGeometry.HEADER);
    gc.clip();
    gc.setFill(palette.mutedText());
    gc.setFont(plain.font());
    gc.setTextAlign(TextAlignment.CENTER);
    for (long i = at.firstVisible(); i <= at.lastVisible(); i++) {
      gc.fillText(Long.toString(i), at.x(i) + at.cellWidth() / 2, LogGeometry.HEADER / 2);
    }
    gc.restore();
    gc.setTextAlign(TextAlignment.LEFT);
  }

  private void label(
      GraphicsContext gc, LogMatrix matrix, Row row, double middle, Palette palette) {
    boolean leads = matrix.leads(row);
    CanvasText font = leads ? leaderName : name;
    String text = NodeNames.of(row.node().id());
    String part = matrix.part(row);
    double line = part.isEmpty() ? middle : middle - 6;
    gc.setFill(row.up() ? palette.text() : palette.mutedText());
    gc.setFont(font.font());
    gc.fillText(text, 10, line);
    if (leads) {
      crown(gc, 10 + font.width(text) + 5, line + 4, palette);
    }
    gc.setFill(palette.mutedText());
    if (!part.isEmpty()) {
      gc.setFont(small.font());
      gc.fillText(part, 10, middle + 8);
    }
    gc.setFont(plain.font());
    gc.setTextAlign(TextAlignment.RIGHT);
    gc.fillText("c" + row.node().commitIndex(), LogGeometry.LABELS - 9, line);
    gc.setTextAlign(TextAlignment.LEFT);
  }

  private static void crown(GraphicsContext gc, double x, double bottom, Palette palette) {
    gc.setFill(palette.text());
    gc.fillPolygon(
        new double[] {x, x + 3, x + 5.5, x + 8, x + 11, x + 9.5, x + 1.5},
        new double[] {bottom - 7, bottom - 4, bottom - 9, bottom - 4, bottom - 7, bottom, bottom},
        7);
  }

  private void cell(
      GraphicsContext gc,
      Cell cell,
      double x,
      double y,
      LogGeometry at,
      Palette palette,
      long term,
      boolean pointedOut) {
    double width = at.cellWidth();
    double height = at.cellHeight();
    switch (cell.content()) {
      case NONE -> {}
      case COMPACTED -> hatch(gc, x, y, width, height, palette);
      case NOT_KEPT -> {
        gc.setFill(palette.mutedText());
        gc.setFont(plain.font());
        gc.fillText("…", x + width / 2 - 4, y + height / 2);
      }
      case ENTRY -> entry(gc, cell, x, y, width, height, palette);
    }
    if (cell.snapshotEnd()) {
      snapshotEnd(gc, cell, x, y, at, palette, term);
    }
    if (pointedOut) {
      gc.setLineDashes();
      gc.setLineWidth(1);
      gc.setStroke(palette.text());
      gc.strokeRoundRect(x - 1.5, y - 1.5, width + 3, height + 3, ARC + 3, ARC + 3);
    }
  }

  private void entry(
      GraphicsContext gc,
      Cell cell,
      double x,
      double y,
      double width,
      double height,
      Palette palette) {
    LogEntry entry = cell.entry();
    if (entry == null) {
      return;
    }
    Color term = palette.term(entry.term());
    double strength = cell.committed() ? (palette.dark() ? 0.34 : 0.3) : 0.1;
    gc.setFill(palette.panel().interpolate(term, strength));
    gc.fillRoundRect(x, y, width, height, ARC, ARC);
    gc.setStroke(cell.differs() ? palette.danger() : term);
    gc.setLineWidth(cell.differs() ? 2 : 1.5);
    gc.setLineDashes(cell.committed() ? new double[0] : new double[] {4, 3});
    gc.strokeRoundRect(x + 0.75, y + 0.75, width - 1.5, height - 1.5, ARC, ARC);
    gc.setLineDashes();

    String number = "t" + entry.term();
    gc.setFont(bold.font());
    gc.setFill(palette.dark() ? term.interpolate(Color.WHITE, 0.15) : term.darker());
    gc.fillText(number, x + 8, y + height / 2);
    double start = start(entry);
    gc.setFont(plain.font());
    gc.setFill(palette.text());
    gc.fillText(
        plain.fit(EntryText.label(entry), width - start - MARGIN), x + start, y + height / 2);
  }

  private static void hatch(
      GraphicsContext gc, double x, double y, double width, double height, Palette palette) {
    gc.save();
    gc.beginPath();
    gc.rect(x, y, width, height);
    gc.clip();
    gc.setStroke(palette.mutedText().deriveColor(0, 1, 1, 0.45));
    gc.setLineWidth(1);
    for (double d = -height; d < width; d += 7) {
      gc.strokeLine(x + d, y + height, x + d + height, y);
    }
    gc.restore();
    gc.setStroke(palette.line());
    gc.setLineWidth(1);
    gc.strokeRoundRect(x + 0.5, y + 0.5, width - 1, height - 1, ARC, ARC);
  }

  /** The edge of the snapshot; where the entry itself is gone, its term stands in its place. */
  private void snapshotEnd(
      GraphicsContext gc,
      Cell cell,
      double x,
      double y,
      LogGeometry at,
      Palette palette,
      long term) {
    gc.setStroke(palette.mutedText());
    gc.setLineWidth(2);
    double edge = x + at.cellWidth() + 2;
    gc.strokeLine(edge, y - 1, edge, y + at.cellHeight() + 1);
    if (cell.content() == Content.COMPACTED) {
      String text = Texts.of("snap t{0}", term);
      gc.setFill(palette.panel());
      double width = plain.width(text) + 10;
      gc.fillRoundRect(x + (at.cellWidth() - width) / 2, y + 4, width, at.cellHeight() - 8, 6, 6);
      gc.setFill(palette.text());
      gc.setFont(plain.font());
      gc.fillText(text, x + (at.cellWidth() - width) / 2 + 5, y + at.cellHeight() / 2);
    }
  }

  private static void replication(
      GraphicsContext gc, Cell cell, double x, double y, LogGeometry at, Palette palette) {
    double bottom = y + at.cellHeight();
    gc.setFill(palette.accent());
    if (cell.match()) {
      double r = cell.content() == Content.NONE ? 2.5 : 3.2;
      gc.fillOval(x + at.cellWidth() - 7 - r, bottom - 5 - r, 2 * r, 2 * r);
    }
    if (cell.next()) {
      double middle = x + at.cellWidth() / 2;
      gc.fillPolygon(
          new double[] {middle - 5, middle, middle + 5},
          new double[] {bottom + 3, bottom - 3.5, bottom + 3},
          3);
    }
  }
}
