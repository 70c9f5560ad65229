package io.raftarium.app.stage;

import io.raftarium.app.theme.Fonts;
import io.raftarium.app.theme.Palette;
import io.raftarium.app.words.LinkRuleText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Moment;
import io.raftarium.view.WireMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/** Draws what lies below the nodes: partition groups and links, with what their rules say. */
final class LinkLayer {
  /** How far from its line a message reaches, px. */
  private static final double BODY_REACH = 13;

  /** Shares of a line's length: where a label goes, best first. */
  private static final double[] ALONG = {0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8};

  private static final Font SMALL = Font.font(Fonts.TEXT, 11);
  private static final Font GROUP = Font.font(Fonts.TEXT, FontWeight.BOLD, 12);

  private final GraphicsContext g;

  LinkLayer(GraphicsContext g) {
    this.g = g;
  }

  /**
   * Draws; the boxes that hold something to read, for others to stay off.
   *
   * @param taken those that hold nodes and their words
   */
  List<Bounds> paint(Moment moment, RingLayout ring, Palette palette, List<Bounds> taken) {
    List<Bounds> labels = new ArrayList<>(taken);
    g.setLineCap(StrokeLineCap.BUTT);
    paintGroups(moment, ring, palette);
    List<Integer> ids = new ArrayList<>(ring.places().keySet());
    // What a link says stands above all lines.
    for (boolean words : new boolean[] {false, true}) {
      for (int i = 0; i < ids.size(); i++) {
        for (int j = i + 1; j < ids.size(); j++) {
          if (words) {
            markPair(moment, ring, palette, ids.get(i), ids.get(j), labels);
          } else {
            paintPair(moment, ring, palette, ids.get(i), ids.get(j));
          }
        }
      }
    }
    g.setLineDashes();
    return labels;
  }

  private void paintGroups(Moment moment, RingLayout ring, Palette palette) {
    int number = 0;
    for (Map.Entry<String, SortedSet<Integer>> group : moment.partition().entrySet()) {
      List<Point> places =
          group.getValue().stream()
              .filter(id -> ring.places().containsKey(id))
              .map(id -> place(ring, id))
              .toList();
      if (!places.isEmpty()) {
        Color color = number % 2 == 0 ? palette.warning() : palette.accent();
        paintGroup(Texts.of("partition {0}", group.getKey()), places, ring, color);
      }
      number++;
    }
  }

  private void paintGroup(String name, List<Point> places, RingLayout ring, Color color) {
    List<Point> hull = Hull.around(places, ring.nodeRadius() * 1.36);
    double[] xs = hull.stream().mapToDouble(Point::x).toArray();
    double[] ys = hull.stream().mapToDouble(Point::y).toArray();
    g.setFill(color.deriveColor(0, 1, 1, 0.12));
    g.fillPolygon(xs, ys, xs.length);
    g.setStroke(color.deriveColor(0, 1, 1, 0.35));
    g.setLineWidth(1);
    g.setLineDashes();
    g.strokePolygon(xs, ys, xs.length);
    // The name stands outside, beside the corner that is farthest from the middle and high up.
    Point corner =
        hull.stream()
            .max((a, b) -> Double.compare(weight(a, ring), weight(b, ring)))
            .orElse(hull.getFirst());
    boolean right = corner.x() >= ring.center().x();
    g.setFont(GROUP);
    g.setTextBaseline(VPos.CENTER);
    g.setTextAlign(right ? TextAlignment.LEFT : TextAlignment.RIGHT);
    g.setFill(color);
    g.fillText(name, corner.x() + (right ? 6 : -6), corner.y());
  }

  private static double weight(Point point, RingLayout ring) {
    return Math.abs(point.x() - ring.center().x()) - 0.35 * (point.y() - ring.center().y());
  }

  private void paintPair(Moment moment, RingLayout ring, Palette palette, int a, int b) {
    LinkRule there = moment.link(a, b);
    LinkRule back = moment.link(b, a);
    Point from = edge(ring, a, b);
    Point to = edge(ring, b, a);
    boolean up = moment.up(a) && moment.up(b);
    g.setLineWidth(1.2);
    if (there.cut() && back.cut()) {
      cutLine(from, to, palette, up);
      return;
    }
    g.setStroke(palette.line().deriveColor(0, 1, 1, up ? 1 : 0.7));
    g.setLineDashes(up ? new double[0] : new double[] {3, 6});
    g.strokeLine(from.x(), from.y(), to.x(), to.y());
    if (there.cut()) {
      oneWay(ring, palette, a, b, up);
    }
    if (back.cut()) {
      oneWay(ring, palette, b, a, up);
    }
  }

  private void markPair(
      Moment moment, RingLayout ring, Palette palette, int a, int b, List<Bounds> labels) {
    LinkRule there = moment.link(a, b);
    LinkRule back = moment.link(b, a);
    Point from = edge(ring, a, b);
    Point to = edge(ring, b, a);
    if (there.cut() && back.cut()) {
      cross(from.towards(to, 0.5), palette, moment.up(a) && moment.up(b));
    } else {
      String text = words(there, back, a, b);
      if (text != null) {
        labels.add(label(text, from, to, ring.center(), palette, labels));
      }
    }
  }

  /** A cut in one direction: its own line beside the working one, with a head at the receiver. */
  private void oneWay(RingLayout ring, Palette palette, int from, int to, boolean up) {
    Point start = MessageLayer.beside(edge(ring, from, to), edge(ring, to, from), 7);
    Point end = MessageLayer.beside(edge(ring, to, from), edge(ring, from, to), -7);
    cutLine(start, end, palette, up);
    double angle = Math.atan2(end.y() - start.y(), end.x() - start.x());
    g.setLineDashes();
    for (double side : new double[] {2.7, -2.7}) {
      g.strokeLine(
          end.x(),
          end.y(),
          end.x() + 9 * Math.cos(angle + side),
          end.y() + 9 * Math.sin(angle + side));
    }
    cross(start.towards(end, 0.6), palette, up);
  }

  private void cutLine(Point from, Point to, Palette palette, boolean up) {
    g.setStroke(palette.danger().deriveColor(0, 1, 1, up ? 0.7 : 0.4));
    g.setLineWidth(1.4);
    g.setLineDashes(3, 6);
    g.strokeLine(from.x(), from.y(), to.x(), to.y());
    g.setLineDashes();
  }

  private void cross(Point at, Palette palette, boolean up) {
    g.setFill(palette.background());
    g.fillOval(at.x() - 7, at.y() - 7, 14, 14);
    g.setStroke(palette.danger().deriveColor(0, 1, 1, up ? 1 : 0.55));
    g.setLineWidth(1.3);
    g.strokeOval(at.x() - 7, at.y() - 7, 14, 14);
    g.strokeLine(at.x() - 3, at.y() - 3, at.x() + 3, at.y() + 3);
    g.strokeLine(at.x() - 3, at.y() + 3, at.x() + 3, at.y() - 3);
  }

  /** Beside a line, as near to its middle as nothing is in the way: on the line messages travel. */
  static Point beside(double width, Point from, Point to, Point center, List<Bounds> taken) {
    double length = Math.max(1e-6, from.distance(to));
    double across =
        (Math.abs(to.y() - from.y()) * width / 2 + Math.abs(to.x() - from.x()) * 9) / length
            + BODY_REACH;
    Point fallback = null;
    for (double share : ALONG) {
      Point middle = from.towards(to, share);
      Point one = MessageLayer.beside(middle, to, across);
      Point other = MessageLayer.beside(middle, to, -across);
      boolean outer = one.distance(center) >= other.distance(center);
      for (Point at : outer ? List.of(one, other) : List.of(other, one)) {
        if (fallback == null) {
          fallback = at;
        }
        Bounds box = box(at, width);
        if (taken.stream().noneMatch(box::intersects)) {
          return at;
        }
      }
    }
    return Objects.requireNonNull(fallback);
  }

  private static Bounds box(Point at, double width) {
    return new BoundingBox(at.x() - width / 2, at.y() - 9, width, 18);
  }

  private Bounds label(
      String text, Point from, Point to, Point center, Palette palette, List<Bounds> taken) {
    double width = text.length() * 6.6 + 10;
    Point at = beside(width, from, to, center, taken);
    g.setFill(palette.panel());
    g.setStroke(palette.line());
    g.setLineWidth(1);
    g.fillRoundRect(at.x() - width / 2, at.y() - 9, width, 18, 7, 7);
    g.strokeRoundRect(at.x() - width / 2, at.y() - 9, width, 18, 7, 7);
    g.setFont(SMALL);
    g.setTextAlign(TextAlignment.CENTER);
    g.setTextBaseline(VPos.CENTER);
    g.setFill(palette.mutedText());
    g.fillText(text, at.x(), at.y());
    return box(at, width);
  }

  /** What the rules of a pair say beside a cut; null where there is nothing. */
  static @Nullable String words(LinkRule there, LinkRule back, int a, int b) {
    String first = words(there);
    String second = words(back);
    if (first.isEmpty() && second.isEmpty()) {
      return null;
    }
    if (first.equals(second)) {
      return first;
    }
    List<String> parts = new ArrayList<>();
    if (!first.isEmpty()) {
      parts.add(NodeNames.of(a) + "→" + NodeNames.of(b) + " " + first);
    }
    if (!second.isEmpty()) {
      parts.add(NodeNames.of(b) + "→" + NodeNames.of(a) + " " + second);
    }
    return String.join(", ", parts);
  }

  private static String words(LinkRule rule) {
    return String.join(" · ", LinkRuleText.effects(rule));
  }

  private static Point place(RingLayout ring, int id) {
    Point place = ring.places().get(id);
    return place == null ? ring.center() : place;
  }

  /** Where the line from one node to another leaves its ring. */
  static Point edge(RingLayout ring, int id, int other) {
    Point from = place(ring, id);
    Point to = place(ring, other);
    double length = from.distance(to);
    return length == 0 ? from : from.towards(to, Math.min(0.5, ring.nodeRadius() * 1.14 / length));
  }

  /** Whether a message belongs to two nodes that the ring shows. */
  static boolean shows(RingLayout ring, WireMessage message) {
    return ring.places().containsKey(message.from()) && ring.places().containsKey(message.to());
  }
}
