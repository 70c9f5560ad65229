package io.raftarium.app.stage;

import io.raftarium.app.theme.Fonts;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.VPos;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/**
 * What is written in a node's circle: name, term and role. Nothing is written smaller than can be
 * read: what does not fit into the circle stands beside it, if there is room, else it is left out.
 */
final class NodeWords {
  /** The smallest type of the whole program, px. */
  static final double LEAST = 11;

  /** Of the circle's radius: what lies within its outline. */
  private static final double INSIDE = 0.8;

  private static final double GAP = 4;

  private final Text name = new Text();
  private final Text term = new Text();
  private final Text role = new Text();
  private final Text beside = new Text();
  private double radius;

  NodeWords() {
    for (Text text : all()) {
      text.setTextOrigin(VPos.CENTER);
      text.setMouseTransparent(true);
    }
    beside.getStyleClass().add("beside");
    beside.setFont(Font.font(Fonts.TEXT, LEAST));
  }

  List<Text> all() {
    return List.of(name, term, role, beside);
  }

  /** The word for its role, in the circle or beside it. */
  String word() {
    return role.getText();
  }

  /** What does not fit into the circle; empty where all does. */
  String outside() {
    return beside.getText();
  }

  /** Writes into a circle; what does not fit waits for a place beside it. */
  void write(NodeFace shown, double newRadius, Color nameColor, Color termColor, Color roleColor) {
    radius = newRadius;
    boolean bold = shown.leads() && shown.up();
    set(name, shown.name(), FontWeight.BOLD, radius * 0.29, nameColor);
    set(term, shown.termText(), FontWeight.BOLD, radius * 0.33, termColor);
    set(role, shown.word(), bold ? FontWeight.BOLD : FontWeight.NORMAL, radius * 0.215, roleColor);
    List<String> outside = new ArrayList<>();
    if (!fits(role, radius * 0.41)) {
      // The longest word may be a little smaller than its sisters.
      set(role, shown.word(), FontWeight.NORMAL, radius * 0.18, roleColor);
    }
    boolean three = fits(role, radius * 0.41) && fits(name, -radius * 0.33);
    double apart = Math.max(7, radius * 0.23);
    boolean two = three || (fits(term, apart) && fits(name, -apart));
    double nameY = three ? -radius * 0.33 : two ? -apart : 0;
    boolean named = fits(name, nameY);
    show(name, nameY, named);
    show(term, three ? radius * 0.03 : apart, two);
    show(role, radius * 0.41, three);
    if (!named) {
      outside.add(shown.name());
    }
    if (!two) {
      outside.add(shown.termText());
    }
    if (!three) {
      outside.add(shown.word());
    }
    beside.setText(String.join(" · ", outside));
    beside.setFill(roleColor);
    beside.setVisible(false);
  }

  /** The first place beside a circle that is free, on the stage; the circle's own where none is. */
  Bounds place(Point center, Point middle, Bounds stage, List<Bounds> taken) {
    double width = beside.getLayoutBounds().getWidth();
    double height = beside.getLayoutBounds().getHeight();
    double reach = radius * 1.2 + GAP;
    Point right = new Point(reach + width / 2, 0);
    Point left = new Point(-right.x(), 0);
    Point below = new Point(0, reach + height / 2);
    boolean onTheLeft = center.x() < middle.x() - 1;
    // Outwards first: the links are within.
    for (Point way : onTheLeft ? List.of(left, below, right) : List.of(right, below, left)) {
      Bounds box =
          new BoundingBox(
              center.x() + way.x() - width / 2, center.y() + way.y() - height / 2, width, height);
      if (stage.contains(box) && taken.stream().noneMatch(box::intersects)) {
        beside.setX(way.x() - width / 2);
        beside.setY(way.y());
        beside.setVisible(true);
        return box;
      }
    }
    beside.setVisible(false);
    return new BoundingBox(center.x(), center.y(), 0, 0);
  }

  private static void set(Text text, String words, FontWeight weight, double size, Color color) {
    text.setFont(Font.font(Fonts.TEXT, weight, Math.max(LEAST, size)));
    text.setText(words);
    text.setFill(color);
  }

  private static void show(Text text, double y, boolean visible) {
    text.setX(-text.getLayoutBounds().getWidth() / 2);
    text.setY(y);
    text.setVisible(visible);
  }

  /** Whether a line at a height lies within the circle with all its corners. */
  private boolean fits(Text text, double y) {
    // A line is higher than its letters.
    double high = text.getFont().getSize() * 0.4;
    return Math.hypot(text.getLayoutBounds().getWidth() / 2, Math.abs(y) + high) <= radius * INSIDE;
  }
}
