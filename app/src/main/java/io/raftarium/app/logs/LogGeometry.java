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
 */
record LogGeometry(double width, double height, int rows, long columns, double left, double top) {
  static final double LABELS = 88;
  static final double HEADER = 20;
  static final double COLUMN = 74;
  private static final double ROW_MOST = 31;
  private static final double ROW_LEAST = 27;
  private static final double GAP = 4;
  private static final double ARROW = 5;

  /** Height of a row: less where there is little room, but never so small that text suffers. */
  double row() {
    return rows == 0 ? ROW_MOST : Math.clamp((height - HEADER - ARROW) / rows, ROW_LEAST, ROW_MOST);
  }

  double cellWidth() {
    return COLUMN - GAP;
  }

  double cellHeight() {
    return row() - GAP;
  }

  double x(long index) {
    return LABELS + (index - 1) * COLUMN - left;
  }

  double y(int row) {
    return HEADER + row * row() - top;
  }

  double mostLeft() {
    return Math.max(0, columns * COLUMN + GAP - (width - LABELS));
  }

  double mostTop() {
    return Math.max(0, rows * row() + ARROW - (height - HEADER));
  }

  long firstVisible() {
    return Math.max(1, (long) (left / COLUMN) + 1);
  }

  long lastVisible() {
    return Math.min(columns, (long) ((left + width - LABELS) / COLUMN) + 1);
  }

  /** The index at a place; 0 where there is none. */
  long indexAt(double x) {
    long index = x < LABELS ? 0 : (long) ((x - LABELS + left) / COLUMN) + 1;
    return index > columns ? 0 : index;
  }

  /** The row at a place; -1 where there is none. */
  int rowAt(double y) {
    int row = y < HEADER ? -1 : (int) ((y - HEADER + top) / row());
    return row < rows ? row : -1;
  }
}
