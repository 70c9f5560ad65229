package io.raftarium.app.spacetime;

import io.raftarium.app.parts.Surface;
import io.raftarium.app.parts.Surface.Align;
import io.raftarium.app.spacetime.Bundles.Bundle;
import io.raftarium.app.theme.Palette;
import io.raftarium.app.words.CanvasText;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/** Draws the ways of messages: one by one, or, where they are too many, in bundles. */
final class WayPainter {
  /** Where there are no more than these, each carries its words, if they have room. */
  private static final int FEW = 90;

  /** Up to here each has a head at its end. */
  private static final int SOME = 400;

  /** Up to here each is drawn by itself. */
  private static final int EACH = 900;

  /** Where a way ends that leads nowhere: beside every lane between, not on one. */
  private static final double ASTRAY = 0.38;

  private static final double HEAD = 6;

  private final CanvasText small;

  WayPainter(CanvasText small) {
    this.small = small;
  }

  /** Where a way is drawn, px. */
  record Line(double x1, double y1, double x2, double y2) {
    Line part(double share) {
      return new Line(x1, y1, x1 + (x2 - x1) * share, y1 + (y2 - y1) * share);
    }

    double distance(double x, double y) {
      double dx = x2 - x1;
      double dy = y2 - y1;
      double length = dx * dx + dy * dy;
      double share = length == 0 ? 0 : Math.clamp(((x - x1) * dx + (y - y1) * dy) / length, 0, 1);
      return Math.hypot(x - x1 - share * dx, y - y1 - share * dy);
    }
  }

  /** The line of a way; null where one of its lanes is not there. */
  static @Nullable Line line(Way way, At last, LaneLayout layout) {
    double y1 = layout.y(way.trip().from());
    double y2 = layout.y(way.trip().to());
    if (y1 < 0 || y2 < 0) {
      return null;
    }
    At end = way.end();
    Line whole = new Line(layout.x(way.sent()), y1, layout.x(end == null ? last : end), y2);
    return switch (way.trip().fate()) {
      case DELIVERED, REFUSED -> whole;
      // Nobody knows how far it is, or would have come.
      case LOST, FLYING, HELD -> whole.part(ASTRAY);
    };
  }

  /** Draws those in sight; how many one line stands for at most. */
  int paint(Surface s, Lanes lanes, LaneLayout layout, Palette palette, boolean faint) {
    List<Way> seen = new ArrayList<>();
    lanes.seen(layout.sight(), seen::add);
    if (seen.size() <= EACH) {
      boolean heads = seen.size() <= SOME;
      for (Way way : seen) {
        Line line = line(way, lanes.last(), layout);
        if (line != null) {
          draw(s, way, line, palette, faint ? 0.7 : 1, heads);
        }
      }
      if (seen.size() <= FEW) {
        labels(s, seen, lanes.last(), layout, palette);
      }
      return 1;
    }
    Bundles bundles = new Bundles(layout.sight(), layout.room());
    seen.forEach(bundles::add);
    bundles.thin();
    int thickest = bundles.thickest();
    for (Bundle bundle : bundles.all()) {
      Line line = line(bundle.first, lanes.last(), layout);
      if (line != null) {
        bundle(s, bundle, line, palette, thickest);
      }
    }
    return thickest;
  }

  private static void bundle(Surface s, Bundle bundle, Line line, Palette palette, int thickest) {
    double share = Math.sqrt((double) bundle.count / Math.max(1, thickest));
    double alpha = (bundle.telling ? 0.5 : 0.25) + 0.4 * share;
    Color color =
        bundle.lost * 2 > bundle.count
            ? palette.danger().deriveColor(0, 1, 1, alpha)
            : palette.term(bundle.first.trip().term()).deriveColor(0, 1, 1, alpha);
    s.line(line.x1, line.y1, line.x2, line.y2, color, 0.8 + 1.2 * share);
    if (bundle.lost > 0) {
      Line half = bundle.lost * 2 > bundle.count ? line : line.part(ASTRAY);
      cross(s, half.x2, half.y2, 3, palette.danger());
    }
  }

  private static void draw(
      Surface s, Way way, Line line, Palette palette, double strength, boolean head) {
    Color color = color(way, palette, strength);
    double width =
        switch (way.kind()) {
          case HEARTBEAT, APPEND_REPLY, TIMEOUT_NOW, OTHER -> 1;
          case APPEND, VOTE, VOTE_REPLY, PRE_VOTE, PRE_VOTE_REPLY, SNAPSHOT_REPLY -> 1.6;
          case SNAPSHOT -> 3;
        };
    switch (way.kind()) {
      case PRE_VOTE, PRE_VOTE_REPLY ->
          s.line(line.x1, line.y1, line.x2, line.y2, color, width, 5, 3);
      default -> s.line(line.x1, line.y1, line.x2, line.y2, color, width);
    }
    switch (way.trip().fate()) {
      case DELIVERED -> {
        if (head) {
          head(s, line, color, HEAD);
        }
      }
      case LOST, REFUSED ->
          cross(s, line.x2, line.y2, 4, palette.danger().deriveColor(0, 1, 1, strength));
      case FLYING -> s.disc(line.x2, line.y2, 2.5, color);
      case HELD -> s.ring(line.x2, line.y2, 4, palette.warning(), 2);
    }
  }

  private static Color color(Way way, Palette palette, double strength) {
    double alpha =
        switch (way.kind()) {
          case HEARTBEAT -> 0.45;
          case APPEND_REPLY -> 0.55;
          default -> 1;
        };
    return palette.term(way.trip().term()).deriveColor(0, 1, 1, alpha * strength);
  }

  private static void head(Surface s, Line line, Color color, double size) {
    double length = Math.hypot(line.x2 - line.x1, line.y2 - line.y1);
    if (length < 2 * size) {
      return;
    }
    double ux = (line.x2 - line.x1) / length;
    double uy = (line.y2 - line.y1) / length;
    double bx = line.x2 - ux * size;
    double by = line.y2 - uy * size;
    s.polygon(
        new double[] {line.x2, bx - uy * size * 0.45, bx + uy * size * 0.45},
        new double[] {line.y2, by + ux * size * 0.45, by - ux * size * 0.45},
        color);
  }

  private static void cross(Surface s, double x, double y, double size, Color color) {
    s.line(x - size, y - size, x + size, y + size, color, 1.7);
    s.line(x - size, y + size, x + size, y - size, color, 1.7);
  }

  /** What a message says, beside its way, where nothing else stands. */
  private void labels(Surface s, List<Way> seen, At last, LaneLayout layout, Palette palette) {
    List<Bounds> taken = new ArrayList<>();
    for (Way way : seen) {
      Line line = line(way, last, layout);
      if (line != null) {
        Line middle = line.part(0.42);
        label(s, way.look().label(), middle.x2, middle.y2, taken, palette, false);
      }
    }
  }

  private void label(
      Surface s,
      String text,
      double x,
      double y,
      List<Bounds> taken,
      Palette palette,
      boolean always) {
    double width = small.width(text) + 8;
    Bounds box = new BoundingBox(x + 5, y - 7, width, 14);
    if (!always && taken.stream().anyMatch(box::intersects)) {
      return;
    }
    taken.add(box);
    s.rect(box.getMinX(), box.getMinY(), width, 14, palette.background().deriveColor(0, 1, 1, 0.8));
    s.text(text, x + 9, y, small.font(), palette.text(), Align.LEFT);
  }

  /** The one that is picked: strong, from the step that sent it to the one that took it. */
  void picked(Surface s, Way way, LaneLayout layout, Palette palette) {
    At end = way.end();
    Line line = line(way, end == null ? way.sent() : end, layout);
    if (line == null) {
      return;
    }
    Color color = palette.accent();
    s.line(line.x1, line.y1, line.x2, line.y2, color, 3);
    s.ring(line.x1, line.y1, 7, color, 2.2);
    if (way.arrives()) {
      head(s, line, color, 10);
      s.ring(line.x2, line.y2, 7, color, 2.2);
    } else {
      cross(s, line.x2, line.y2, 5, way.end() == null ? color : palette.danger());
    }
    Line middle = line.part(0.5);
    label(s, way.look().label(), middle.x2, middle.y2, new ArrayList<>(), palette, true);
  }
}
