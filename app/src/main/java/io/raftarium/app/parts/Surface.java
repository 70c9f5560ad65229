package io.raftarium.app.parts;

import javafx.scene.paint.Color;
import javafx.scene.text.Font;

/**
 * What can be drawn on, so that a picture on the screen and one in a file come from one painter.
 */
public interface Surface {
  /** Where a text stands beside its place; its middle is as high as the place. */
  enum Align {
    LEFT,
    CENTER,
    RIGHT
  }

  /** A straight line; with a pattern of drawn and left-out lengths where one is given. */
  void line(double x1, double y1, double x2, double y2, Color color, double width, double... dash);

  /** A filled rectangle. */
  void rect(double x, double y, double width, double height, Color color);

  /** A filled shape. */
  void polygon(double[] xs, double[] ys, Color color);

  /** A line from point to point. */
  void polyline(double[] xs, double[] ys, Color color, double width);

  /** A filled circle. */
  void disc(double x, double y, double radius, Color color);

  /** The line of a circle. */
  void ring(double x, double y, double radius, Color color, double width);

  /** A text on one line. */
  void text(String text, double x, double y, Font font, Color color, Align align);

  /** What is drawn from now on is seen within this rectangle only. */
  void clip(double x, double y, double width, double height);

  /** Everything is seen again. */
  void unclip();
}
