package io.raftarium.app.stage;

/** A place on the stage, px. */
record Point(double x, double y) {
  Point plus(double dx, double dy) {
    return new Point(x + dx, y + dy);
  }

  /** The place this share of the way to another: 0 here, 1 there. */
  Point towards(Point other, double share) {
    return new Point(x + (other.x - x) * share, y + (other.y - y) * share);
  }

  double distance(Point other) {
    return Math.hypot(other.x - x, other.y - y);
  }
}
