package io.raftarium.app.parts;

import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Draws onto a canvas of the window. FX thread only. */
public record CanvasSurface(GraphicsContext g) implements Surface {
  @Override
  public void line(
      double x1, double y1, double x2, double y2, Color color, double width, double... dash) {
    g.setStroke(color);
    g.setLineWidth(width);
    if (dash.length > 0) {
      g.setLineCap(StrokeLineCap.BUTT);
      g.setLineDashes(dash);
      g.strokeLine(x1, y1, x2, y2);
      g.setLineDashes();
    } else {
      g.strokeLine(x1, y1, x2, y2);
    }
  }

  @Override
  public void rect(double x, double y, double width, double height, Color color) {
    g.setFill(color);
    g.fillRect(x, y, width, height);
  }

  @Override
  public void polygon(double[] xs, double[] ys, Color color) {
    g.setFill(color);
    g.fillPolygon(xs, ys, xs.length);
  }

  @Override
  public void polyline(double[] xs, double[] ys, Color color, double width) {
    g.setStroke(color);
    g.setLineWidth(width);
    g.strokePolyline(xs, ys, xs.length);
  }

  @Override
  public void disc(double x, double y, double radius, Color color) {
    g.setFill(color);
    g.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  @Override
  public void ring(double x, double y, double radius, Color color, double width) {
    g.setStroke(color);
    g.setLineWidth(width);
    g.strokeOval(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  @Override
  public void text(String text, double x, double y, Font font, Color color, Align align) {
    g.setFont(font);
    g.setFill(color);
    g.setTextBaseline(VPos.CENTER);
    g.setTextAlign(
        switch (align) {
          case LEFT -> TextAlignment.LEFT;
          case CENTER -> TextAlignment.CENTER;
          case RIGHT -> TextAlignment.RIGHT;
        });
    g.fillText(text, x, y);
  }

  @Override
  public void clip(double x, double y, double width, double height) {
    g.save();
    g.beginPath();
    g.rect(x, y, width, height);
    g.clip();
  }

  @Override
  public void unclip() {
    g.restore();
  }
}
