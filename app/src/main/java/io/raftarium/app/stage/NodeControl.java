package io.raftarium.app.stage;

import io.raftarium.app.theme.Fonts;
import io.raftarium.app.theme.Palette;
import io.raftarium.app.words.Texts;
import io.raftarium.protocol.Role;
import io.raftarium.view.NodeStatus;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Group;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Arc;
import javafx.scene.shape.ArcType;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.Shape;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/** One node on the ring: name, term, role, election timer, votes. Its origin is its centre. */
final class NodeControl extends Region {
  private static final double TIMER_STEP = 1.0 / 240;

  private final int id;
  private final Circle chosen = new Circle();
  private final Circle track = new Circle();
  private final Arc timer = new Arc();
  private final Circle disc = new Circle();
  private final Polygon octagon = new Polygon();
  private final NodeWords words = new NodeWords();
  private final Tooltip whole = new Tooltip();
  private final Polygon crown = new Polygon();
  private final Group pauseMark = new Group();
  private final Text failMark = new Text("!");
  private final Group votes = new Group();

  private double radius;
  private double drawnTimer = -2;
  private boolean selected;
  private @Nullable NodeFace face;
  private @Nullable Palette palette;

  NodeControl(int id) {
    this.id = id;
    setId("node-" + id);
    getStyleClass().add("stage-node");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.TOGGLE_BUTTON);
    setPickOnBounds(false);
    setManaged(false);
    for (Shape ring : List.of(chosen, track, timer)) {
      ring.setFill(null);
      ring.setMouseTransparent(true);
    }
    timer.setType(ArcType.OPEN);
    timer.setStartAngle(90);
    timer.setStrokeLineCap(StrokeLineCap.ROUND);
    chosen.setStrokeLineCap(StrokeLineCap.ROUND);
    failMark.setTextOrigin(VPos.CENTER);
    failMark.setMouseTransparent(true);
    getChildren().addAll(chosen, track, timer, disc, octagon);
    getChildren().addAll(words.all());
    getChildren().addAll(crown, pauseMark, failMark, votes);
    Tooltip.install(this, whole);
    focusedProperty().subscribe(ignored -> restyle());
    hoverProperty().subscribe(ignored -> restyle());
  }

  int nodeId() {
    return id;
  }

  /** Moves and sizes it. */
  void place(Point center, double newRadius) {
    setLayoutX(center.x());
    setLayoutY(center.y());
    if (newRadius != radius) {
      radius = newRadius;
      resizeParts();
      restyle();
    }
  }

  /** Shows what is new. */
  void show(NodeFace newFace, Palette newPalette, boolean newSelected) {
    NodeFace before = face;
    boolean sameLook =
        before != null
            && newPalette.equals(palette)
            && newSelected == selected
            && before.process() == newFace.process()
            && before.role() == newFace.role()
            && before.term() == newFace.term()
            && before.leads() == newFace.leads()
            && before.word().equals(newFace.word())
            && before.granted().equals(newFace.granted())
            && before.refused().equals(newFace.refused())
            && before.asked().equals(newFace.asked());
    face = newFace;
    palette = newPalette;
    selected = newSelected;
    if (!sameLook) {
      restyle();
    }
    showTimer(newFace);
  }

  /** The word below the term, for tests. */
  String word() {
    return words.word();
  }

  /** What does not fit into its circle, for a place beside it. */
  NodeWords words() {
    return words;
  }

  private void showTimer(NodeFace shown) {
    double left = !shown.up() ? 0 : Math.max(0, shown.timer());
    // A change that nobody can see is not worth a repaint.
    if (Math.abs(left - drawnTimer) >= TIMER_STEP || (left == 0) != (drawnTimer == 0)) {
      drawnTimer = left;
      timer.setVisible(left > 0);
      timer.setLength(-360 * left);
    }
  }

  private void resizeParts() {
    double stroke = Math.max(2.5, radius * 0.085);
    chosen.setRadius(radius * 1.17);
    chosen.setStrokeWidth(Math.max(2, radius * 0.06));
    chosen.getStrokeDashArray().setAll(0.1, Math.max(4, radius * 0.12));
    track.setRadius(radius);
    track.setStrokeWidth(stroke);
    timer.setRadiusX(radius);
    timer.setRadiusY(radius);
    timer.setStrokeWidth(stroke);
    disc.setRadius(radius * 0.84);
    octagon.getPoints().clear();
    for (int corner = 0; corner < 8; corner++) {
      double angle = Math.PI / 8 + corner * Math.PI / 4;
      octagon.getPoints().addAll(radius * 0.9 * Math.cos(angle), radius * 0.9 * Math.sin(angle));
    }
    double w = radius * 0.24;
    double top = -radius * 1.42;
    crown
        .getPoints()
        .setAll(
            -w,
            top + w * 1.1,
            -w,
            top + w * 0.15,
            -w * 0.45,
            top + w * 0.6,
            0.0,
            top - w * 0.1,
            w * 0.45,
            top + w * 0.6,
            w,
            top + w * 0.15,
            w,
            top + w * 1.1);
    failMark.setFont(
        Font.font(Fonts.TEXT, FontWeight.BOLD, Math.max(NodeWords.LEAST, radius * 0.5)));
    double bar = radius * 0.085;
    Rectangle left = new Rectangle(-bar * 1.5, -bar * 2, bar, bar * 4);
    Rectangle right = new Rectangle(bar * 0.5, -bar * 2, bar, bar * 4);
    Circle back = new Circle(radius * 0.27);
    pauseMark.getChildren().setAll(back, left, right);
    for (var mark : List.of(pauseMark, failMark)) {
      mark.setLayoutX(radius * 0.78);
      mark.setLayoutY(-radius * 0.78);
    }
  }

  private void restyle() {
    if (face == null || palette == null || radius <= 0) {
      return;
    }
    NodeFace shown = face;
    boolean up = shown.up();
    Color termColor = palette.term(shown.term());
    Color edge = up ? termColor : palette.mutedText();
    setAccessibleText(shown.spoken() + (selected ? Texts.of(", selected") : ""));
    whole.setText(shown.spoken());
    chosen.setVisible(selected || isFocused());
    chosen.setStroke(selected ? palette.accent() : palette.mutedText());
    track.setStroke(palette.line());
    timer.setStroke(termColor);
    boolean campaigns =
        up && (shown.role() == Role.CANDIDATE || shown.role() == Role.PRE_CANDIDATE);
    octagon.setVisible(campaigns);
    disc.setVisible(!campaigns);
    Color fill = palette.dark() ? palette.line().deriveColor(0, 1, 0.72, 1) : palette.panel();
    Color shade = isHover() ? fill.interpolate(palette.accent(), 0.15) : fill;
    for (Shape outline : List.of(disc, octagon)) {
      outline.setFill(shade);
      outline.setStroke(shown.process() == NodeStatus.State.FAILED ? palette.danger() : edge);
      outline.setStrokeWidth(Math.max(1.5, radius * (shown.leads() && up ? 0.06 : 0.04)));
      outline.getStrokeDashArray().clear();
      if (!up || shown.role() == Role.PRE_CANDIDATE) {
        outline.getStrokeDashArray().setAll(radius * 0.08, radius * 0.08);
      }
    }
    crown.setVisible(up && shown.leads());
    crown.setFill(termColor);
    words.write(
        shown,
        radius,
        up ? palette.text() : palette.mutedText(),
        edge,
        shown.process() == NodeStatus.State.FAILED
            ? palette.danger()
            : up && shown.leads() ? termColor : palette.mutedText());
    boolean paused = shown.process() == NodeStatus.State.PAUSED;
    pauseMark.setVisible(paused);
    pauseMark.getChildren().forEach(part -> ((Shape) part).setFill(palette.warning()));
    if (!pauseMark.getChildren().isEmpty()) {
      ((Shape) pauseMark.getChildren().getFirst()).setFill(palette.background());
      ((Shape) pauseMark.getChildren().getFirst()).setStroke(palette.warning());
    }
    failMark.setVisible(shown.process() == NodeStatus.State.FAILED);
    failMark.setFill(palette.danger());
    showVotes(campaigns ? shown : null);
  }

  /** A row of dots below the ring: votes held filled, refused crossed out, asked for hollow. */
  private void showVotes(@Nullable NodeFace candidate) {
    votes.getChildren().clear();
    if (candidate == null || palette == null) {
      return;
    }
    int count = candidate.granted().size() + candidate.refused().size() + candidate.asked().size();
    double dot = radius * 0.1;
    double step = dot * 2.9;
    double x = -step * (count - 1) / 2;
    double y = radius * 1.32;
    for (int i = 0; i < count; i++, x += step) {
      boolean held = i < candidate.granted().size();
      boolean refused = i >= count - candidate.refused().size();
      Circle vote = new Circle(x, y, dot);
      vote.setFill(held ? palette.success() : Color.TRANSPARENT);
      vote.setStroke(held ? palette.success() : refused ? palette.danger() : palette.mutedText());
      vote.setStrokeWidth(1.5);
      votes.getChildren().add(vote);
      if (refused) {
        double arm = dot * 0.5;
        for (double way : new double[] {-arm, arm}) {
          Line cross = new Line(x - way, y - arm, x + way, y + arm);
          cross.setStroke(palette.danger());
          cross.setStrokeWidth(1.5);
          votes.getChildren().add(cross);
        }
      }
    }
  }
}
