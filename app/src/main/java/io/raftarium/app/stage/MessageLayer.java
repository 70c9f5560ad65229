package io.raftarium.app.stage;

import io.raftarium.app.parts.MessageGlyph;
import io.raftarium.app.parts.MessageLook;
import io.raftarium.app.theme.Fonts;
import io.raftarium.app.theme.Palette;
import io.raftarium.time.LabTime;
import io.raftarium.view.Moment;
import io.raftarium.view.WireMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/** Draws messages under way, and fading trails of those that ended lately. */
final class MessageLayer {
  /** How long a trail stays, ns. */
  static final long TRAIL = 700_000_000L;

  /** Slower than this, every message carries its label. */
  private static final double SLOW = 0.05;

  private static final int MOST_LABELS = 12;
  private static final double REACH = 14;
  private static final double BODY = 7;
  private static final Font LABEL = Font.font(Fonts.TEXT, 11);

  private static final Font SIGN = Font.font(Fonts.TEXT, FontWeight.BOLD, 11);

  /** How far from its middle a message is hit: it may be in motion, and is small. */
  private static final double HIT = 20;

  private final GraphicsContext g;
  private final MessageGlyph glyph;

  /** Those that were drawn last, the topmost last. */
  private final List<HeldLayer.Place> drawn = new ArrayList<>();

  /** Whether those that fly are drawn where they do not move. */
  private boolean still;

  MessageLayer(GraphicsContext g) {
    this.g = g;
    glyph = new MessageGlyph(g);
  }

  /** Whether something is drawn that changes with time alone. */
  static boolean moves(Moment moment) {
    // A moment of the past stands still, its trails too.
    if (!moment.live()) {
      return false;
    }
    for (WireMessage message : moment.wire()) {
      if (message.fate() == WireMessage.Fate.FLYING
          ? !moment.paused()
          : fresh(message, moment.realNow())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Draws.
   *
   * @param pointer where the pointer is, for labels
   * @param words boxes that labels must stay off
   * @param picked the number of the message that is picked; 0 for none
   * @param calm whether messages stand in the middle of their ways while time runs
   */
  void paint(
      Moment moment,
      RingLayout ring,
      Palette palette,
      @Nullable Point pointer,
      List<Bounds> words,
      long picked,
      boolean calm) {
    still = calm && !moment.paused();
    drawn.clear();
    List<WireMessage> held = new ArrayList<>();
    long now = moment.realNow();
    g.setLineCap(StrokeLineCap.ROUND);
    List<WireMessage> flying = new ArrayList<>();
    Map<Trail, Double> trails = new LinkedHashMap<>();
    for (WireMessage message : moment.wire()) {
      if (!LinkLayer.shows(ring, message)) {
        continue;
      }
      if (message.fate() == WireMessage.Fate.FLYING) {
        flying.add(message);
      } else if (message.fate() == WireMessage.Fate.HELD) {
        held.add(message);
      } else if (fresh(message, now)) {
        double age = (double) (now - message.endedAt()) / TRAIL;
        if (message.fate() == WireMessage.Fate.DELIVERED) {
          trails.merge(Trail.of(message), 1 - Trail.strength(message) * (1 - age), (a, b) -> a * b);
        } else {
          lost(message, ring, palette, age);
        }
      }
    }
    trails.forEach((trail, through) -> trail(trail, 1 - through, ring, palette));
    boolean all = moment.paused() || moment.speed() <= SLOW;
    List<Bounds> taken = new ArrayList<>(words);
    for (WireMessage message : flying) {
      Point at = at(message, ring, moment.labNow());
      glyph.draw(MessageLook.of(message.rpc()), at.x(), at.y(), 1, palette);
      taken.add(new BoundingBox(at.x() - BODY, at.y() - BODY, 2 * BODY, 2 * BODY));
    }
    HeldLayer stopped =
        HeldLayer.of(
            held, (from, to, share) -> start(from, to, ring).towards(end(from, to, ring), share));
    for (HeldLayer.Place place : stopped.places()) {
      glyph.draw(MessageLook.of(place.message().rpc()), place.at().x(), place.at().y(), 1, palette);
      halted(place.at(), palette);
      taken.add(around(place.at(), BODY + 5));
      drawn.add(place);
    }
    flying.forEach(
        message -> drawn.add(new HeldLayer.Place(message, at(message, ring, moment.labNow()))));
    stopped.more().forEach(more -> count(more, palette, taken));
    int most = taken.size() + MOST_LABELS;
    for (HeldLayer.Place place : drawn) {
      WireMessage message = place.message();
      boolean chosen = message.number() == picked;
      if (chosen) {
        g.setStroke(palette.text());
        g.setLineWidth(2);
        g.strokeOval(place.at().x() - 16, place.at().y() - 16, 32, 32);
      }
      boolean hovered = chosen || (pointer != null && pointer.distance(place.at()) < REACH);
      if (hovered || (all && taken.size() < most)) {
        double gap = message.fate() == WireMessage.Fate.HELD || chosen ? 18 : 11;
        label(MessageLook.of(message.rpc()).label(), place.at(), gap, palette, taken, hovered);
      }
    }
  }

  /** The message under way nearest to a place, where one is near enough to be meant. */
  Optional<WireMessage> hit(Point place) {
    return drawn.stream()
        .filter(each -> each.at().distance(place) < HIT)
        .min(Comparator.comparingDouble(each -> each.at().distance(place)))
        .map(HeldLayer.Place::message);
  }

  /** Where those under way are, by number. */
  Map<Long, Point> places() {
    Map<Long, Point> places = new LinkedHashMap<>();
    drawn.forEach(each -> places.put(each.message().number(), each.at()));
    return places;
  }

  private static Bounds around(Point at, double reach) {
    return new BoundingBox(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach);
  }

  /** That it waits: a ring around it, and the sign of a pause at its side. */
  private void halted(Point at, Palette palette) {
    g.setStroke(palette.accent());
    g.setLineWidth(1.6);
    g.setLineDashes(4, 3);
    g.strokeOval(at.x() - 12, at.y() - 12, 24, 24);
    g.setLineDashes();
    g.setFill(palette.background());
    g.fillOval(at.x() + 4, at.y() - 16, 13, 13);
    g.setFill(palette.accent());
    g.fillRect(at.x() + 8, at.y() - 12.5, 2, 6);
    g.fillRect(at.x() + 11.5, at.y() - 12.5, 2, 6);
  }

  /** How many more wait behind one. */
  private void count(HeldLayer.More more, Palette palette, List<Bounds> taken) {
    String text = "+" + more.count();
    double width = 10 + text.length() * 6.5;
    double x = more.at().x() - width / 2;
    double y = more.at().y() + 13;
    g.setFill(palette.accent());
    g.fillRoundRect(x, y, width, 15, 8, 8);
    g.setFont(SIGN);
    g.setFill(palette.background());
    g.setTextAlign(TextAlignment.CENTER);
    g.setTextBaseline(VPos.CENTER);
    g.fillText(text, more.at().x(), y + 7.5);
    taken.add(new BoundingBox(x, y, width, 15));
  }

  /** A place moved to the right-hand side of the way from it to another, by px. */
  static Point beside(Point from, Point to, double px) {
    double length = Math.max(1e-6, from.distance(to));
    return from.plus(-(to.y() - from.y()) / length * px, (to.x() - from.x()) / length * px);
  }

  private static boolean fresh(WireMessage message, long now) {
    return message.endedAt() != 0 && now - message.endedAt() < TRAIL;
  }

  private Point at(WireMessage message, RingLayout ring, LabTime labNow) {
    double share = still ? 0.5 : message.flight().past(labNow);
    return start(message.from(), message.to(), ring)
        .towards(end(message.from(), message.to(), ring), share);
  }

  private static Point start(int sender, int receiver, RingLayout ring) {
    Point from = LinkLayer.edge(ring, sender, receiver);
    return beside(from, LinkLayer.edge(ring, receiver, sender), 4);
  }

  private static Point end(int sender, int receiver, RingLayout ring) {
    Point to = LinkLayer.edge(ring, receiver, sender);
    return beside(to, LinkLayer.edge(ring, sender, receiver), -4);
  }

  /** Draws as strong as all that passed here look one above the other. */
  private void trail(Trail trail, double alpha, RingLayout ring, Palette palette) {
    Point from = start(trail.from(), trail.to(), ring);
    Point to = end(trail.from(), trail.to(), ring);
    g.setStroke(palette.term(trail.term()).deriveColor(0, 1, 1, alpha));
    g.setLineWidth(trail.quiet() ? 1.5 : 2);
    g.strokeLine(from.x(), from.y(), to.x(), to.y());
  }

  private void lost(WireMessage message, RingLayout ring, Palette palette, double age) {
    Point from = start(message.from(), message.to(), ring);
    Point to = end(message.from(), message.to(), ring);
    Point lost =
        message.fate() == WireMessage.Fate.REFUSED
            ? to
            : from.towards(to, message.flight().length() > 0 ? 0.5 : 0.3);
    g.setStroke(palette.danger().deriveColor(0, 1, 1, (1 - age) * 0.9));
    g.setLineWidth(1.6);
    g.strokeLine(lost.x() - 4, lost.y() - 4, lost.x() + 4, lost.y() + 4);
    g.strokeLine(lost.x() - 4, lost.y() + 4, lost.x() + 4, lost.y() - 4);
  }

  /** Beside its message, where there is room; a label that there is none for is left out. */
  private void label(
      String text, Point at, double gap, Palette palette, List<Bounds> taken, boolean always) {
    double width = text.length() * 6.3 + 10;
    List<Bounds> places =
        List.of(
            new BoundingBox(at.x() + gap, at.y() - 9, width, 18),
            new BoundingBox(at.x() - gap - width, at.y() - 9, width, 18),
            new BoundingBox(at.x() - width / 2, at.y() - 18 - gap, width, 18),
            new BoundingBox(at.x() - width / 2, at.y() + gap, width, 18));
    Bounds box =
        places.stream()
            .filter(place -> taken.stream().noneMatch(place::intersects))
            .findFirst()
            .orElse(always ? places.getFirst() : null);
    if (box == null) {
      return;
    }
    taken.add(box);
    g.setFill(palette.panel());
    g.setStroke(palette.line());
    g.setLineWidth(1);
    g.fillRoundRect(box.getMinX(), box.getMinY(), width, 18, 6, 6);
    g.strokeRoundRect(box.getMinX(), box.getMinY(), width, 18, 6, 6);
    g.setFont(LABEL);
    g.setFill(palette.text());
    g.setTextAlign(TextAlignment.CENTER);
    g.setTextBaseline(VPos.CENTER);
    g.fillText(text, box.getCenterX(), box.getCenterY());
  }

  /** What passed over a link and looks alike: drawn as one line, or hundreds would be. */
  private record Trail(int from, int to, long term, boolean quiet) {
    static Trail of(WireMessage message) {
      MessageLook look = MessageLook.of(message.rpc());
      return new Trail(
          message.from(), message.to(), look.term(), look.shape() == MessageLook.Shape.HEARTBEAT);
    }

    /** How opaque at first. */
    static double strength(WireMessage message) {
      return switch (MessageLook.of(message.rpc()).shape()) {
        case HEARTBEAT -> 0.22;
        case REPLY -> 0.3;
        default -> 0.6;
      };
    }
  }
}
