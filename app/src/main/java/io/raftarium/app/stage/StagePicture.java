package io.raftarium.app.stage;

import static io.raftarium.app.parts.SvgText.escaped;
import static io.raftarium.app.parts.SvgText.hex;

import io.raftarium.app.model.Outlook;
import io.raftarium.app.parts.MessageLook;
import io.raftarium.app.theme.Fonts;
import io.raftarium.app.theme.Palette;
import io.raftarium.app.words.AblationText;
import io.raftarium.protocol.Role;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.WireMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import javafx.scene.paint.Color;

/** A moment's stage as an SVG document: what the window draws, as shapes and words. */
final class StagePicture {
  private static final double SMALL = 11;

  private final Moment moment;
  private final String modified;
  private final Palette palette;
  private final RingLayout ring;
  private final StringBuilder svg = new StringBuilder();

  private StagePicture(
      Moment moment, String modified, Palette palette, double width, double height) {
    this.moment = moment;
    this.modified = modified;
    this.palette = palette;
    this.ring = RingLayout.of(moment.view().nodes().keySet(), width, height);
  }

  /**
   * The document, as large as the stage of the window.
   *
   * @param modified the ablation in the function; empty for Raft as it is
   */
  static String svg(Moment moment, String modified, Palette palette, double width, double height) {
    return new StagePicture(moment, modified, palette, width, height).document(width, height);
  }

  private String document(double width, double height) {
    put(
        "<svg xmlns='http://www.w3.org/2000/svg' width='%.0f' height='%.0f' viewBox='0 0 %.0f %.0f'"
            + " font-family=\"%s, sans-serif\" role='img'>%n<title>%s</title>%n",
        width, height, width, height, Fonts.TEXT, escaped(moment.title() + ", " + moment.at()));
    put("<rect width='%.0f' height='%.0f' fill='%s'/>%n", width, height, hex(palette.background()));
    text(
        14,
        26,
        13,
        "start",
        palette.mutedText(),
        "400",
        AblationText.marked(modified, Outlook.of(moment).text()));
    groups();
    List<Integer> ids = new ArrayList<>(ring.places().keySet());
    for (int i = 0; i < ids.size(); i++) {
      for (int j = i + 1; j < ids.size(); j++) {
        link(ids.get(i), ids.get(j));
      }
    }
    moment.wire().stream().filter(one -> LinkLayer.shows(ring, one)).forEach(this::message);
    moment.view().nodes().values().forEach(this::node);
    return svg.append("</svg>\n").toString();
  }

  private void groups() {
    int number = 0;
    for (Map.Entry<String, SortedSet<Integer>> group : moment.partition().entrySet()) {
      List<Point> places =
          group.getValue().stream()
              .filter(id -> ring.places().containsKey(id))
              .map(id -> ring.places().getOrDefault(id, ring.center()))
              .toList();
      if (!places.isEmpty()) {
        String color = hex(number % 2 == 0 ? palette.warning() : palette.accent());
        StringBuilder points = new StringBuilder();
        for (Point point : Hull.around(places, ring.nodeRadius() * 1.36)) {
          points.append(String.format(Locale.ROOT, "%.1f,%.1f ", point.x(), point.y()));
        }
        put(
            "<polygon points='%s' fill='%s' fill-opacity='0.12' stroke='%s' stroke-opacity='0.35'>"
                + "<title>partition %s</title></polygon>%n",
            points.toString().strip(), color, color, escaped(group.getKey()));
      }
      number++;
    }
  }

  private void link(int a, int b) {
    LinkRule there = moment.link(a, b);
    LinkRule back = moment.link(b, a);
    Point from = LinkLayer.edge(ring, a, b);
    Point to = LinkLayer.edge(ring, b, a);
    boolean up = moment.up(a) && moment.up(b);
    if (there.cut() && back.cut()) {
      cut(from, to);
      return;
    }
    line(from, to, hex(palette.line()), 1.2, up ? "" : "3 6");
    if (there.cut()) {
      cut(MessageLayer.beside(from, to, 7), MessageLayer.beside(to, from, -7));
    }
    if (back.cut()) {
      cut(MessageLayer.beside(to, from, 7), MessageLayer.beside(from, to, -7));
    }
    String words = LinkLayer.words(there, back, a, b);
    if (words != null) {
      double width = words.length() * 6.6 + 10;
      label(words, LinkLayer.beside(width, from, to, ring.center(), List.of()));
    }
  }

  private void cut(Point from, Point to) {
    String color = hex(palette.danger());
    line(from, to, color, 1.4, "3 6");
    Point at = from.towards(to, 0.5);
    put(
        "<circle cx='%.1f' cy='%.1f' r='7' fill='%s' stroke='%s' stroke-width='1.3'/>%n",
        at.x(), at.y(), hex(palette.background()), color);
    cross(at, 3, color);
  }

  private void message(WireMessage message) {
    MessageLook look = MessageLook.of(message.rpc());
    Point from = LinkLayer.edge(ring, message.from(), message.to());
    Point to = LinkLayer.edge(ring, message.to(), message.from());
    Point start = MessageLayer.beside(from, to, 4);
    Point end = MessageLayer.beside(to, from, -4);
    String color = hex(palette.term(look.term()));
    switch (message.fate()) {
      case DELIVERED -> {}
      case LOST -> cross(start.towards(end, 0.5), 4, hex(palette.danger()));
      case REFUSED -> cross(end, 4, hex(palette.danger()));
      case FLYING, HELD -> {
        Point at = start.towards(end, message.flight().past(moment.labNow()));
        boolean reply = look.shape() == MessageLook.Shape.REPLY;
        put(
            "<circle cx='%.1f' cy='%.1f' r='%s' fill='%s' stroke='%s' stroke-width='2'>"
                + "<title>%s</title></circle>%n",
            at.x(),
            at.y(),
            look.shape() == MessageLook.Shape.HEARTBEAT ? "4" : "7",
            reply ? hex(palette.background()) : color,
            color,
            escaped(message.rpc().type() + " of term " + look.term()));
        double width = look.label().length() * 6.3 + 10;
        label(look.label(), at.plus(11 + width / 2, 0));
      }
    }
  }

  private void node(NodeView rows) {
    NodeFace face = NodeFace.of(moment, rows);
    Point at = ring.places().getOrDefault(rows.id(), ring.center());
    double radius = ring.nodeRadius();
    boolean up = face.up();
    String term = hex(palette.term(face.term()));
    boolean failed = face.process() == NodeStatus.State.FAILED;
    String edge = failed ? hex(palette.danger()) : up ? term : hex(palette.mutedText());
    Color fill = palette.dark() ? palette.line().deriveColor(0, 1, 0.72, 1) : palette.panel();
    double stroke = Math.max(2.5, radius * 0.085);
    put("<g><title>%s</title>%n", escaped(face.spoken()));
    put(
        "<circle cx='%.1f' cy='%.1f' r='%.1f' fill='none' stroke='%s' stroke-width='%.1f'/>%n",
        at.x(), at.y(), radius, hex(palette.line()), stroke);
    timer(face, at, radius, stroke, term);
    boolean campaigns = up && (face.role() == Role.CANDIDATE || face.role() == Role.PRE_CANDIDATE);
    String dashes =
        up && face.role() != Role.PRE_CANDIDATE
            ? ""
            : String.format(Locale.ROOT, " stroke-dasharray='%.1f'", radius * 0.08);
    String look =
        String.format(
            Locale.ROOT,
            "fill='%s' stroke='%s' stroke-width='%.1f'%s",
            hex(fill),
            edge,
            Math.max(1.5, radius * (face.leads() && up ? 0.06 : 0.04)),
            dashes);
    if (campaigns) {
      StringBuilder points = new StringBuilder();
      for (int corner = 0; corner < 8; corner++) {
        double angle = Math.PI / 8 + corner * Math.PI / 4;
        Point point = at.plus(radius * 0.9 * Math.cos(angle), radius * 0.9 * Math.sin(angle));
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", point.x(), point.y()));
      }
      put("<polygon points='%s' %s/>%n", points.toString().strip(), look);
    } else {
      put("<circle cx='%.1f' cy='%.1f' r='%.1f' %s/>%n", at.x(), at.y(), radius * 0.84, look);
    }
    if (up && face.leads()) {
      crown(at, radius, term);
    }
    Color words = up ? palette.text() : palette.mutedText();
    text(at.x(), at.y() - radius * 0.28, radius * 0.3, "middle", words, "700", face.name());
    text(
        at.x(),
        at.y() + radius * 0.12,
        radius * 0.36,
        "middle",
        up ? palette.term(face.term()) : palette.mutedText(),
        "700",
        face.termText());
    double size = Math.min(radius * 0.22, 1.5 * radius / Math.max(1, face.word().length()) / 0.56);
    text(
        at.x(),
        at.y() + radius * 0.48,
        Math.max(6, size),
        "middle",
        up && face.leads() ? palette.term(face.term()) : palette.mutedText(),
        up && face.leads() ? "700" : "400",
        face.word());
    if (face.process() == NodeStatus.State.PAUSED || failed) {
      text(
          at.x() + radius * 0.78,
          at.y() - radius * 0.7,
          radius * 0.4,
          "middle",
          failed ? palette.danger() : palette.warning(),
          "700",
          failed ? "!" : "II");
    }
    svg.append("</g>\n");
  }

  private void timer(NodeFace face, Point at, double radius, double stroke, String color) {
    double left = face.up() ? Math.max(0, face.timer()) : 0;
    if (left > 0) {
      // It runs out against the clock, from the top.
      double around = 2 * Math.PI * radius;
      put(
          "<circle cx='%.1f' cy='%.1f' r='%.1f' fill='none' stroke='%s' stroke-width='%.1f'"
              + " stroke-linecap='round' stroke-dasharray='%.1f %.1f'"
              + " transform='rotate(-90 %.1f %.1f)'/>%n",
          at.x(), at.y(), radius, color, stroke, around * left, around, at.x(), at.y());
    }
  }

  private void crown(Point at, double radius, String color) {
    double w = radius * 0.24;
    double top = at.y() - radius * 1.42;
    put(
        "<polygon points='%.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f %.1f,%.1f'"
            + " fill='%s'/>%n",
        at.x() - w,
        top + w * 1.1,
        at.x() - w,
        top + w * 0.15,
        at.x() - w * 0.45,
        top + w * 0.6,
        at.x(),
        top - w * 0.1,
        at.x() + w * 0.45,
        top + w * 0.6,
        at.x() + w,
        top + w * 0.15,
        at.x() + w,
        top + w * 1.1,
        color);
  }

  private void line(Point from, Point to, String color, double width, String dashes) {
    put(
        "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s' stroke-width='%.1f'%s/>%n",
        from.x(),
        from.y(),
        to.x(),
        to.y(),
        color,
        width,
        dashes.isEmpty() ? "" : " stroke-dasharray='" + dashes + "'");
  }

  private void cross(Point at, double arm, String color) {
    for (double way : new double[] {-arm, arm}) {
      line(at.plus(-way, -arm), at.plus(way, arm), color, 1.5, "");
    }
  }

  private void label(String words, Point at) {
    double width = words.length() * 6.3 + 10;
    put(
        "<rect x='%.1f' y='%.1f' width='%.1f' height='18' rx='6' fill='%s' stroke='%s'/>%n",
        at.x() - width / 2, at.y() - 9, width, hex(palette.panel()), hex(palette.line()));
    text(at.x(), at.y() + 4, SMALL, "middle", palette.text(), "400", words);
  }

  private void text(
      double x, double y, double size, String anchor, Color color, String weight, String words) {
    put(
        "<text x='%.1f' y='%.1f' font-size='%.1f' text-anchor='%s' fill='%s' font-weight='%s'>%s"
            + "</text>%n",
        x, y, size, anchor, hex(color), weight, escaped(words));
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in no library of ours
  private void put(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
