package io.raftarium.app.spacetime;

import io.raftarium.app.spacetime.WayPainter.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What lies under the pointer. */
sealed interface Hit {
  double REACH = 6;

  /** Nothing. */
  record None() implements Hit {}

  /** A message. */
  record OfWay(Way way) implements Hit {}

  /** A step of a node. */
  record OfStep(int node, At at) implements Hit {}

  /** Something that is marked. */
  record OfSpot(Spot spot) implements Hit {}

  /** The name of a lane. */
  record OfName(int node) implements Hit {}

  /** The scale. */
  record OfScale(double place) implements Hit {}

  /** At a place of the picture. */
  static Hit at(double x, double y, Lanes lanes, LaneLayout layout) {
    int node = layout.node(y);
    if (x < LaneLayout.GUTTER) {
      return node == 0 ? new None() : new OfName(node);
    }
    if (y < 24) {
      return new OfScale(layout.place(x));
    }
    Spot spot = spot(x, y, lanes.spots(), layout);
    if (spot != null) {
      return new OfSpot(spot);
    }
    At step = node == 0 ? null : step(x, y, node, lanes, layout);
    if (step != null) {
      return new OfStep(node, step);
    }
    Nearest nearest = new Nearest();
    lanes.seen(
        layout.sight(),
        way -> {
          Line line = WayPainter.line(way, lanes.last(), layout);
          if (line != null) {
            nearest.take(way, line.distance(x, y));
          }
        });
    Way way = nearest.way;
    return way == null ? new None() : new OfWay(way);
  }

  private static @Nullable Spot spot(double x, double y, List<Spot> spots, LaneLayout layout) {
    Spot found = null;
    double least = REACH + 2;
    for (Spot spot : LanePainter.inSight(spots, layout)) {
      double distance =
          Math.max(
              Math.abs(layout.x(spot.at()) - x),
              Math.abs(LanePainter.height(spot.node(), layout) - y));
      if (distance < least) {
        least = distance;
        found = spot;
      }
    }
    return found;
  }

  private static @Nullable At step(double x, double y, int node, Lanes lanes, LaneLayout layout) {
    Lanes.Lane lane = lanes.lanes().get(node);
    if (lane == null || Math.abs(layout.y(node) - y) > 9) {
      return null;
    }
    Places steps = lane.steps();
    int next = steps.first(layout.place(x), layout.sight().axis());
    At found = null;
    double least = REACH;
    for (int at = Math.max(0, next - 1); at <= Math.min(next, steps.size() - 1); at++) {
      double distance = Math.abs(layout.x(steps.get(at)) - x);
      if (distance < least) {
        least = distance;
        found = steps.get(at);
      }
    }
    return found;
  }

  /** The way that passes nearest. */
  final class Nearest {
    private double least = REACH;
    private @Nullable Way way;

    private void take(Way each, double distance) {
      if (distance < least) {
        least = distance;
        way = each;
      }
    }
  }
}
