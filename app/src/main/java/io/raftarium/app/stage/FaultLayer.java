package io.raftarium.app.stage;

import io.raftarium.app.theme.Fonts;
import io.raftarium.app.theme.Palette;
import io.raftarium.app.words.FaultText;
import io.raftarium.app.words.Texts;
import io.raftarium.time.LabTime;
import io.raftarium.view.Fault;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Moment;
import io.raftarium.view.TimedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.shape.ArcType;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

/** Draws what is broken for a while where it is: a ring that runs out, and how long it still is. */
final class FaultLayer {
  private static final double RING = 1.3;
  private static final double HEIGHT = 18;
  private static final double LETTER = 6.4;
  private static final Font FONT = Font.font(Fonts.TEXT, FontWeight.BOLD, 11);

  private final GraphicsContext g;
  private final List<Pill> drawn = new ArrayList<>();

  /** What it says of one fault, and where. */
  private record Pill(TimedFault fault, Bounds box) {}

  FaultLayer(GraphicsContext g) {
    this.g = g;
  }

  /** Those of a moment. */
  static List<TimedFault> of(Moment moment) {
    return TimedFault.running(moment.events());
  }

  /**
   * Draws.
   *
   * @param words what must stay to be read
   * @param corner of the stage, below and to the right of all
   * @param lasting how long what is broken next stays so; empty for until it is mended
   */
  void paint(
      List<TimedFault> faults,
      LabTime now,
      RingLayout ring,
      Palette palette,
      Collection<Bounds> words,
      Point corner,
      Optional<Duration> lasting) {
    drawn.clear();
    lasting.ifPresent(
        time -> mode(Texts.of("Faults end after {0} s", time.toSeconds()), corner, palette));
    List<Bounds> taken = new ArrayList<>(words);
    for (TimedFault fault : faults) {
      switch (fault.fault()) {
        case Fault.Down(int node) -> node(fault, node, now, ring, palette, taken);
        case Fault.Frozen(int node) -> node(fault, node, now, ring, palette, taken);
        case Fault.SlowDisk(int node, Duration _) -> node(fault, node, now, ring, palette, taken);
        case Fault.CutOff(SortedSet<Integer> nodes) ->
            nodes.forEach(node -> node(fault, node, now, ring, palette, taken));
        case Fault.Parted(SortedMap<String, SortedSet<Integer>> _) ->
            pill(fault, List.of(ring.center()), now, palette, taken);
        case Fault.Ruled(int from, int to, LinkRule _) -> {
          if (ring.places().containsKey(from) && ring.places().containsKey(to)) {
            Point start = LinkLayer.edge(ring, from, to);
            Point end = LinkLayer.edge(ring, to, from);
            List<Point> places = new ArrayList<>();
            for (double share : new double[] {0.5, 0.35, 0.65, 0.25, 0.75}) {
              places.add(start.towards(end, share));
            }
            pill(fault, places, now, palette, taken);
          }
        }
      }
    }
  }

  /** What is broken next will not stay so: that is said for as long as it holds. */
  private void mode(String text, Point corner, Palette palette) {
    double width = width(text);
    double x = corner.x() - width - 10;
    double y = corner.y() - HEIGHT - 8;
    g.setFill(palette.panel());
    g.fillRoundRect(x, y, width, HEIGHT, 9, 9);
    g.setStroke(palette.line());
    g.setLineWidth(1);
    g.strokeRoundRect(x, y, width, HEIGHT, 9, 9);
    words(text, x + width / 2, y + HEIGHT / 2, palette);
  }

  private void words(String text, double x, double y, Palette palette) {
    g.setFont(FONT);
    g.setFill(palette.text());
    g.setTextAlign(TextAlignment.CENTER);
    g.setTextBaseline(VPos.CENTER);
    g.fillText(text, x, y);
  }

  private void node(
      TimedFault fault,
      int node,
      LabTime now,
      RingLayout ring,
      Palette palette,
      List<Bounds> taken) {
    Point at = ring.places().get(node);
    if (at == null) {
      return;
    }
    double reach = ring.nodeRadius() * RING;
    g.setLineWidth(4);
    g.setStroke(palette.line());
    g.strokeOval(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach);
    g.setStroke(palette.danger());
    g.strokeArc(
        at.x() - reach,
        at.y() - reach,
        2 * reach,
        2 * reach,
        90,
        -360 * (1 - fault.time().past(now)),
        ArcType.OPEN);
    double off = reach + HEIGHT / 2 + 3;
    double side = reach + width(text(fault, now)) / 2 + 4;
    pill(
        fault,
        List.of(at.plus(0, off), at.plus(side, 0), at.plus(-side, 0), at.plus(0, -off)),
        now,
        palette,
        taken);
  }

  private static String text(TimedFault fault, LabTime now) {
    return FaultText.brief(fault.fault()) + " · " + FaultText.left(fault.time().end().since(now));
  }

  private static double width(String text) {
    return text.length() * LETTER + 12;
  }

  /** At the first of these places where nothing else is. */
  private void pill(
      TimedFault fault, List<Point> places, LabTime now, Palette palette, List<Bounds> taken) {
    String text = text(fault, now);
    double width = width(text);
    Bounds box =
        places.stream()
            .map(at -> box(at, width))
            .filter(each -> taken.stream().noneMatch(each::intersects))
            .findFirst()
            .orElse(box(places.getFirst(), width));
    taken.add(box);
    drawn.add(new Pill(fault, box));
    g.setFill(palette.panel());
    g.fillRoundRect(box.getMinX(), box.getMinY(), width, HEIGHT, 9, 9);
    g.setStroke(palette.danger());
    g.setLineWidth(1.4);
    g.strokeRoundRect(box.getMinX(), box.getMinY(), width, HEIGHT, 9, 9);
    words(text, box.getCenterX(), box.getCenterY(), palette);
  }

  private static Bounds box(Point at, double width) {
    return new BoundingBox(at.x() - width / 2, at.y() - HEIGHT / 2, width, HEIGHT);
  }

  /** The fault whose words are there. */
  Optional<TimedFault> hit(Point place) {
    return drawn.stream()
        .filter(pill -> pill.box().contains(place.x(), place.y()))
        .map(Pill::fault)
        .findFirst();
  }
}
