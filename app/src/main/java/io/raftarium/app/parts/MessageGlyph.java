package io.raftarium.app.parts;

import io.raftarium.app.theme.Fonts;
import io.raftarium.app.theme.Palette;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

/** Draws the sign of a message: the same wherever messages are shown. */
public final class MessageGlyph {
  private static final Font SIGN = Font.font(Fonts.TEXT, FontWeight.BOLD, 11);

  private final GraphicsContext g;

  /** Onto a canvas. */
  public MessageGlyph(GraphicsContext g) {
    this.g = g;
  }

  /**
   * Draws one around a place.
   *
   * @param size 1 as on the stage
   */
  public void draw(MessageLook look, double x, double y, double size, Palette palette) {
    Color color = palette.term(look.term());
    g.setFill(color);
    g.setStroke(color);
    g.setLineWidth(2 * size);
    switch (look.shape()) {
      case HEARTBEAT -> dot(x, y, 4 * size);
      case APPEND -> dot(x, y, 7 * size);
      case VOTE ->
          g.fillPolygon(
              new double[] {x, x + 8 * size, x, x - 8 * size},
              new double[] {y - 8 * size, y, y + 8 * size, y},
              4);
      case SNAPSHOT ->
          g.fillRoundRect(x - 8 * size, y - 8 * size, 16 * size, 16 * size, 4 * size, 4 * size);
      case OTHER ->
          g.fillPolygon(
              new double[] {x - 7 * size, x + 7 * size, x},
              new double[] {y + 6 * size, y + 6 * size, y - 8 * size},
              3);
      case REPLY -> reply(look, x, y, size, color, palette);
    }
  }

  private void reply(
      MessageLook look, double x, double y, double size, Color color, Palette palette) {
    double radius = 6.5 * size;
    g.setFill(palette.background());
    dot(x, y, radius);
    g.strokeOval(x - radius, y - radius, 2 * radius, 2 * radius);
    boolean no = look.sign() == MessageLook.Sign.NO;
    g.setFill(no ? palette.danger() : color);
    g.setFont(size == 1 ? SIGN : Font.font(SIGN.getFamily(), FontWeight.BOLD, 11 * size));
    g.setTextAlign(TextAlignment.CENTER);
    g.setTextBaseline(VPos.CENTER);
    g.fillText(no ? "−" : "+", x, y);
  }

  private void dot(double x, double y, double radius) {
    g.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
  }
}
