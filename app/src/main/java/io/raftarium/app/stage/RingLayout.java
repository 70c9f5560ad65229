package io.raftarium.app.stage;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where the nodes of a cluster stand: on a ring, the first at the top, then clockwise.
 *
 * @param nodeRadius of a node's outer ring, px
 */
record RingLayout(SortedMap<Integer, Point> places, Point center, double nodeRadius) {
  private static final double TOP = 44;
  private static final double BOTTOM = 16;
  private static final double WIDE = 1.35;
  private static final double WIDEST = 1.6;

  /** A ring that fits into a stage of this size. */
  static RingLayout of(Collection<Integer> ids, double width, double height) {
    SortedMap<Integer, Point> places = new TreeMap<>();
    int count = Math.max(1, ids.size());
    double free = Math.max(60, height - TOP - BOTTOM);
    double smaller = Math.min(width, free);
    double node = Math.clamp(smaller * 0.105, 24, 92);
    // The hull around a node and the crown above it need room as well.
    double margin = node * 1.42;
    double ry = Math.max(10, free / 2 - margin);
    double rx = Math.max(10, Math.min(width / 2 - margin, ry * (count <= 5 ? WIDE : WIDEST)));
    Point center = new Point(width / 2, TOP + free / 2);
    int place = 0;
    for (int id : new TreeSet<>(ids)) {
      double angle = -Math.PI / 2 + 2 * Math.PI * place++ / count;
      places.put(id, count == 1 ? center : center.plus(rx * Math.cos(angle), ry * Math.sin(angle)));
    }
    double gap =
        places.values().stream()
            .flatMapToDouble(
                a -> places.values().stream().filter(b -> !b.equals(a)).mapToDouble(a::distance))
            .min()
            .orElse(Double.MAX_VALUE);
    return new RingLayout(
        Collections.unmodifiableSortedMap(places), center, Math.max(8, Math.min(node, gap * 0.38)));
  }
}
