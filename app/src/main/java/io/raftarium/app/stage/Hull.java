package io.raftarium.app.stage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The outline around circles: their convex hull. */
final class Hull {
  private static final int STEPS = 36;

  private Hull() {}

  /** The corners of the hull around circles of one radius, in order. */
  static List<Point> around(Collection<Point> centers, double radius) {
    List<Point> points = new ArrayList<>();
    for (Point center : centers) {
      for (int step = 0; step < STEPS; step++) {
        double angle = 2 * Math.PI * step / STEPS;
        points.add(center.plus(radius * Math.cos(angle), radius * Math.sin(angle)));
      }
    }
    points.sort(Comparator.comparingDouble(Point::x).thenComparingDouble(Point::y));
    List<Point> hull = half(points);
    List<Point> upper = half(points.reversed());
    hull.removeLast();
    upper.removeLast();
    hull.addAll(upper);
    return hull;
  }

  /** Whether a place lies inside a polygon. */
  static boolean contains(List<Point> polygon, Point place) {
    boolean inside = false;
    Point before = polygon.getLast();
    for (Point corner : polygon) {
      if ((corner.y() > place.y()) != (before.y() > place.y())
          && place.x()
              < (before.x() - corner.x()) * (place.y() - corner.y()) / (before.y() - corner.y())
                  + corner.x()) {
        inside = !inside;
      }
      before = corner;
    }
    return inside;
  }

  private static List<Point> half(List<Point> sorted) {
    List<Point> chain = new ArrayList<>();
    for (Point point : sorted) {
      while (chain.size() >= 2 && cross(chain.get(chain.size() - 2), chain.getLast(), point) <= 0) {
        chain.removeLast();
      }
      chain.add(point);
    }
    return chain;
  }

  private static double cross(Point a, Point b, Point c) {
    return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
  }
}
