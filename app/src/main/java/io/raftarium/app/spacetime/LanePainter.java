package io.raftarium.app.spacetime;

import io.raftarium.app.parts.Surface;
import io.raftarium.app.parts.Surface.Align;
import io.raftarium.app.tape.SignGlyph;
import io.raftarium.app.tape.TapeModel.Sign;
import io.raftarium.app.theme.Fonts;
import io.raftarium.app.theme.Palette;
import io.raftarium.app.words.AblationText;
import io.raftarium.app.words.CanvasText;
import io.raftarium.app.words.CountText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.TimeText;
import io.raftarium.protocol.Role;
import io.raftarium.view.Sorted;
import java.util.List;
import java.util.Locale;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import org.jspecify.annotations.Nullable;

/** Draws lanes, what happened on them and the ways between them, on whatever can be drawn on. */
final class LanePainter {
  private static final Font SMALL = Font.font(Fonts.TEXT, 10.5);
  private static final Font BOLD = Font.font(Fonts.TEXT, FontWeight.BOLD, 12);
  private static final double SCALE_GAP = 110;
  private static final double SIGN = 13;

  /** Ticks nearer than this are one. */
  private static final double TICK_GAP = 2;

  private final CanvasText small = new CanvasText(SMALL);
  private final WayPainter ways = new WayPainter(small);

  /** Draws all of it; what each line of messages stands for at most. */
  int paint(Surface s, Lanes lanes, LaneLayout layout, Shown shown) {
    Palette palette = shown.palette();
    s.rect(0, 0, layout.width(), layout.height(), palette.background());
    s.clip(LaneLayout.GUTTER, 0, layout.room(), layout.height());
    scale(s, layout, palette);
    acts(s, lanes, layout, palette);
    lanes.lanes().values().forEach(lane -> lane(s, lane, lanes.last(), layout, palette));
    int most = ways.paint(s, lanes, layout, palette, shown.picked() != null);
    spots(s, lanes, layout, palette);
    head(s, lanes, layout, shown);
    picked(s, layout, shown);
    s.unclip();
    names(s, lanes, layout, shown);
    String bundled =
        most > 1 ? Texts.of("a line stands for up to {0} messages", CountText.of(most)) : "";
    below(s, layout, AblationText.marked(shown.modified(), bundled), palette);
    return most;
  }

  /** What has to be known of the picture, in its corner. */
  private void below(Surface s, LaneLayout layout, String text, Palette palette) {
    if (!text.isEmpty()) {
      double x = layout.width() - 6;
      double wide = small.width(text);
      double y = layout.height() - 9;
      s.rect(x - wide - 4, y - 7, wide + 8, 14, palette.background());
      s.text(text, x, y, SMALL, palette.mutedText(), Align.RIGHT);
    }
  }

  private void scale(Surface s, LaneLayout layout, Palette palette) {
    Sight sight = layout.sight();
    double least = sight.span() / layout.room() * SCALE_GAP;
    Color line = palette.line().deriveColor(0, 1, 1, 0.6);
    for (double place : Scale.of(sight, least)) {
      double x = layout.x(place);
      s.line(x, LaneLayout.HEAD - 26, x, layout.height(), line, 1);
      s.text(name(sight, place, least), x + 4, 10, SMALL, palette.mutedText(), Align.LEFT);
    }
    s.line(LaneLayout.GUTTER, 20, layout.width(), 20, palette.line(), 1);
  }

  private static String name(Sight sight, double place, double least) {
    if (sight.axis() == Axis.ORDER) {
      return String.format(Locale.ROOT, "#%,.0f", place);
    }
    String clock = TimeText.of(At.clock(place));
    // Between milliseconds the clock does not tell one from the next.
    long micros = Math.floorMod((long) place / 1_000, 1_000L);
    if (least < 1e6 && micros != 0) {
      return String.format(Locale.ROOT, "%s +%d µs", clock, micros);
    }
    return clock.replaceFirst("\\.000$", "");
  }

  /** Lines through all lanes where something happened to all. */
  private static void acts(Surface s, Lanes lanes, LaneLayout layout, Palette palette) {
    double drawn = -SIGN;
    for (Spot spot : inSight(lanes.spots(), layout)) {
      double x = layout.x(spot.at());
      if (spot.node() == 0 && x - drawn > 3) {
        Color color =
            spot.sign() == Sign.CUT
                ? palette.danger()
                : spot.sign() == Sign.HEAL ? palette.success() : palette.mutedText();
        s.line(
            x, LaneLayout.HEAD - 6, x, layout.height(), color.deriveColor(0, 1, 1, 0.6), 1, 3, 4);
        drawn = x;
      }
    }
  }

  /** Those that may be seen. */
  static List<Spot> inSight(List<Spot> spots, LaneLayout layout) {
    Axis axis = layout.sight().axis();
    int from = Sorted.first(spots, spot -> axis.of(spot.at()) >= layout.sight().from());
    int to = Sorted.first(spots, spot -> axis.of(spot.at()) > layout.sight().to());
    return spots.subList(from, Math.max(from, to));
  }

  private static void lane(
      Surface s, Lanes.Lane lane, At last, LaneLayout layout, Palette palette) {
    double y = layout.y(lane.node());
    if (y < 0) {
      return;
    }
    List<Turn> turns = lane.turns();
    Axis axis = layout.sight().axis();
    int first = Sorted.first(turns, turn -> axis.of(turn.at()) > layout.sight().from()) - 1;
    double end = Math.min(layout.width(), layout.x(last));
    double drawn = -1;
    for (int i = Math.max(0, first); i < turns.size(); i++) {
      Turn turn = turns.get(i);
      double left = Math.max(LaneLayout.GUTTER, layout.x(turn.at()));
      double right = i + 1 < turns.size() ? Math.min(end, layout.x(turns.get(i + 1).at())) : end;
      if (left > layout.width()) {
        break;
      }
      // What is narrower than a pixel is drawn once for all.
      if (right < drawn + 0.75 && i + 1 < turns.size()) {
        continue;
      }
      part(s, turn, left, Math.max(right, left + 0.75), y, palette);
      drawn = Math.max(right, left + 0.75);
    }
    ticks(s, lane, y, layout, palette);
  }

  private static void part(
      Surface s, Turn turn, double left, double right, double y, Palette palette) {
    Color term = palette.term(turn.term());
    if (!turn.up()) {
      Color hatch = palette.danger().deriveColor(0, 1, 1, 0.75);
      s.rect(left, y - 5, right - left, 10, palette.danger().deriveColor(0, 1, 1, 0.12));
      for (double x = Math.ceil(left / 6) * 6; x + 4 <= right; x += 6) {
        s.line(x, y + 5, x + 4, y - 5, hatch, 1);
      }
      return;
    }
    switch (turn.role()) {
      case LEADER -> s.rect(left, y - 4, right - left, 8, term);
      case CANDIDATE -> s.line(left, y, right, y, term, 5, 7, 4);
      case PRE_CANDIDATE -> s.line(left, y, right, y, term, 3, 2.5, 3);
      case FOLLOWER -> s.rect(left, y - 1, right - left, 2, term);
    }
  }

  private static void ticks(
      Surface s, Lanes.Lane lane, double y, LaneLayout layout, Palette palette) {
    Places steps = lane.steps();
    Axis axis = layout.sight().axis();
    double gap = layout.sight().span() / layout.room() * TICK_GAP;
    Color color = palette.text().deriveColor(0, 1, 1, 0.75);
    Color band = palette.text().deriveColor(0, 1, 1, 0.35);
    int at = steps.first(layout.sight().from(), axis);
    while (at < steps.size() && steps.get(at, axis) <= layout.sight().to()) {
      double begin = layout.x(steps.get(at, axis));
      double end = begin;
      int next = steps.first(steps.get(at, axis) + gap, axis);
      boolean alone = next <= at + 1;
      // Where they are too near to be told apart, they are one band.
      while (next < steps.size() && layout.x(steps.get(next, axis)) < end + 2 * TICK_GAP) {
        end = layout.x(steps.get(next, axis));
        alone = false;
        if (end > layout.width()) {
          break;
        }
        next = Math.max(next + 1, steps.first(steps.get(next, axis) + gap, axis));
      }
      double half = alone ? 5 : 3.5;
      s.rect(begin - 0.6, y - half, end - begin + 1.2, 2 * half, alone ? color : band);
      at = Math.max(next, at + 1);
    }
  }

  /** Signs above their lanes; those that would lie on each other are one, with their number. */
  private void spots(Surface s, Lanes lanes, LaneLayout layout, Palette palette) {
    List<Spot> seen = inSight(lanes.spots(), layout);
    row(s, seen, 0, layout, palette);
    for (int node : layout.nodes()) {
      row(s, seen, node, layout, palette);
    }
  }

  /** How high a node's signs are; those that are about all stand above the lanes. */
  static double height(int node, LaneLayout layout) {
    return node == 0 ? LaneLayout.HEAD - 14 : layout.y(node) - Math.min(14, layout.pitch() / 2 - 7);
  }

  private void row(Surface s, List<Spot> spots, int node, LaneLayout layout, Palette palette) {
    double y = height(node, layout);
    Sign sign = null;
    double x = 0;
    int count = 0;
    for (Spot spot : spots) {
      if (spot.node() != node) {
        continue;
      }
      double here = layout.x(spot.at());
      boolean joins = sign != null && here - x < SIGN + (count > 1 ? 2 + 6 * digits(count) : 0);
      if (sign != null && joins) {
        sign = spot.sign().compareTo(sign) < 0 ? spot.sign() : sign;
        count++;
      } else {
        sign(s, sign, x, y, count, palette);
        sign = spot.sign();
        x = here;
        count = 1;
      }
    }
    sign(s, sign, x, y, count, palette);
  }

  private static int digits(int count) {
    return String.valueOf(count).length();
  }

  private static void sign(
      Surface s, @Nullable Sign sign, double x, double y, int count, Palette palette) {
    if (sign == null) {
      return;
    }
    s.disc(x, y, 7.5, palette.background().deriveColor(0, 1, 1, 0.85));
    SignGlyph.draw(s, sign, x, y, palette);
    if (count > 1) {
      s.text(String.valueOf(count), x + 7.5, y, SMALL, palette.mutedText(), Align.LEFT);
    }
  }

  /** The message that is picked, with the step that sent it and the one that took it. */
  private void picked(Surface s, LaneLayout layout, Shown shown) {
    Palette palette = shown.palette();
    Way way = shown.picked();
    if (way != null) {
      ways.picked(s, way, layout, palette);
    }
    At step = shown.step();
    double y = layout.y(shown.stepNode());
    if (step != null && y >= 0) {
      double x = layout.x(step);
      s.ring(x, y, 8, palette.accent(), 2.4);
      s.disc(x, y, 3, palette.accent());
    }
  }

  private static void head(Surface s, Lanes lanes, LaneLayout layout, Shown shown) {
    Palette palette = shown.palette();
    At past = shown.head();
    double x = layout.x(past == null ? lanes.last() : past);
    if (past != null) {
      s.rect(
          x,
          20,
          Math.max(0, layout.width() - x),
          layout.height() - 20,
          palette.background().deriveColor(0, 1, 1, 0.5));
    }
    Color color = past == null ? palette.success() : palette.warning();
    s.line(x, 0, x, layout.height(), color, past == null ? 1.5 : 2.5);
    s.polygon(new double[] {x - 6, x + 6, x}, new double[] {20, 20, 28}, color);
  }

  private static void names(Surface s, Lanes lanes, LaneLayout layout, Shown shown) {
    Palette palette = shown.palette();
    s.rect(0, 0, LaneLayout.GUTTER, layout.height(), palette.panel());
    s.line(LaneLayout.GUTTER, 0, LaneLayout.GUTTER, layout.height(), palette.line(), 1);
    s.text(
        layout.sight().axis() == Axis.TIME ? Texts.of("time") : Texts.of("order"),
        8,
        10,
        SMALL,
        palette.mutedText(),
        Align.LEFT);
    At now = shown.head() == null ? lanes.last() : shown.head();
    for (int node : layout.nodes()) {
      double y = layout.y(node);
      if (node == shown.selected()) {
        s.rect(0, y - 16, 3, 32, palette.accent());
      }
      s.text(NodeNames.of(node), 10, y - 6, BOLD, palette.text(), Align.LEFT);
      if (shown.pinned().contains(node)) {
        s.polygon(
            new double[] {62, 70, 66}, new double[] {y - 11, y - 11, y - 2}, palette.accent());
      }
      Lanes.Lane lane = lanes.lanes().get(node);
      if (lane == null) {
        continue;
      }
      int at = Sorted.first(lane.turns(), turn -> turn.at().number() > now.number()) - 1;
      if (at >= 0) {
        Turn turn = lane.turns().get(at);
        String what = turn.up() ? role(turn.role()) : Texts.of("down");
        s.text(what, 10, y + 7, SMALL, palette.mutedText(), Align.LEFT);
        s.text("t" + turn.term(), 34, y - 6, SMALL, palette.term(turn.term()), Align.LEFT);
      }
    }
  }

  private static String role(Role role) {
    return role.text().replace('_', '-').replace("pre-candidate", "pre-cand.");
  }
}
