package io.raftarium.app.logs;

/**
 * Where the cells of the log matrix are, in pixels.
 *
 * @param width of the canvas
 * @param height of the canvas
 * @param rows number of nodes
 * @param columns highest index shown
 * @param left how far the columns are scrolled
 * @param top how far the rows are scrolled
 * @param column width of a column with its gap
 */
record LogGeometry(
    double width, double height, int rows, long columns, double left, double top, double column) {
  static final double LABELS = 88;
  static final double HEADER = 20;
  static final double COLUMN_LEAST = 74;

  /** A longer entry is shortened in its cell and read whole at hover or when it is chosen. */
  private static final double COLUMN_MOST = 150;

  private static final double ROW_MOST = 31;
  private static final double ROW_LEAST = 27;
  private static final double GAP = 4;
  private static final double ARROW = 5;

  /** The width of a column whose widest content needs so much, at a zoom. */
  static double column(double content, double zoom) {
    return Math.clamp(content + GAP, COLUMN_LEAST, COLUMN_MOST) * zoom;
  }

  /** Height of a row: less where there is little room, but never so small that text suffers. */
  double row() {
    return rows == 0 ? ROW_MOST : Math.clamp((height - HEADER - ARROW) / rows, ROW_LEAST, ROW_MOST);
  }

  double cellWidth() {
    return column - GAP;
  }

  double cellHeight() {
    return row() - GAP;
  }

  double x(long index) {
    return LABELS + (index - 1) * column - left;
  }

  double y(int row) {
    return HEADER + row * row() - top;
  }

  double mostLeft() {
    return Math.max(0, columns * column + GAP - (width - LABELS));
  }

  double mostTop() {
    return Math.max(0, rows * row() + ARROW - (height - HEADER));
  }

  long firstVisible() {
    return Math.max(1, (long) (left / column) + 1);
  }

  long lastVisible() {
    return Math.min(columns, (long) ((left + width - LABELS) / column) + 1);
  }

  /** The index at a place; 0 where there is none. */
  long indexAt(double x) {
    long index = x < LABELS ? 0 : (long) ((x - LABELS + left) / column) + 1;
    return index > columns ? 0 : index;
  }

  /** The row at a place; -1 where there is none. */
  int rowAt(double y) {
    int row = y < HEADER ? -1 : (int) ((y - HEADER + top) / row());
    return row < rows ? row : -1;
  }
}
