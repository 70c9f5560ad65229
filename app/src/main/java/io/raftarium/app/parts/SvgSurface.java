package io.raftarium.app.parts;

import static io.raftarium.app.parts.SvgText.escaped;
import static io.raftarium.app.parts.SvgText.hex;

import java.util.Locale;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;

/** Draws into an SVG file: as sharp at any size. */
public final class SvgSurface implements Surface {
  private final StringBuilder svg = new StringBuilder(64_000);
  private int clips;

  /**
   * Of a size.
   *
   * @param title what is seen, for those who cannot see it
   */
  public SvgSurface(double width, double height, String title, Color background) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$s\" height=\"%2$s\""
                + " viewBox=\"0 0 %1$s %2$s\" role=\"img\">%n<title>",
            number(width),
            number(height)));
    svg.append(escaped(title)).append("</title>\n");
    rect(0, 0, width, height, background);
  }

  /** The whole file. */
  public String text() {
    return svg + "</svg>\n";
  }

  @Override
  public void line(
      double x1, double y1, double x2, double y2, Color color, double width, double... dash) {
    svg.append("<line x1=\"").append(number(x1)).append("\" y1=\"").append(number(y1));
    svg.append("\" x2=\"").append(number(x2)).append("\" y2=\"").append(number(y2));
    svg.append('"').append(stroke(color, width));
    if (dash.length > 0) {
      svg.append(" stroke-dasharray=\"");
      for (double part : dash) {
        svg.append(number(part)).append(' ');
      }
      svg.append('"');
    }
    svg.append("/>\n");
  }

  @Override
  public void rect(double x, double y, double width, double height, Color color) {
    svg.append("<rect x=\"").append(number(x)).append("\" y=\"").append(number(y));
    svg.append("\" width=\"").append(number(width)).append("\" height=\"").append(number(height));
    svg.append('"').append(fill(color)).append("/>\n");
  }

  @Override
  public void polygon(double[] xs, double[] ys, Color color) {
    svg.append("<polygon").append(points(xs, ys)).append(fill(color)).append("/>\n");
  }

  @Override
  public void polyline(double[] xs, double[] ys, Color color, double width) {
    svg.append("<polyline fill=\"none\"").append(points(xs, ys)).append(stroke(color, width));
    svg.append("/>\n");
  }

  @Override
  public void disc(double x, double y, double radius, Color color) {
    svg.append(circle(x, y, radius)).append(fill(color)).append("/>\n");
  }

  @Override
  public void ring(double x, double y, double radius, Color color, double width) {
    svg.append(circle(x, y, radius)).append(" fill=\"none\"").append(stroke(color, width));
    svg.append("/>\n");
  }

  @Override
  public void text(String text, double x, double y, Font font, Color color, Align align) {
    String anchor =
        switch (align) {
          case LEFT -> "start";
          case CENTER -> "middle";
          case RIGHT -> "end";
        };
    boolean bold = font.getStyle().toLowerCase(Locale.ROOT).contains("bold");
    // Not every program knows the middle as a baseline: a third of the size below it looks alike.
    svg.append("<text x=\"").append(number(x)).append("\" y=\"");
    svg.append(number(y + font.getSize() * 0.35)).append("\" text-anchor=\"").append(anchor);
    svg.append("\" font-family=\"").append(escaped(font.getFamily())).append(", sans-serif");
    svg.append("\" font-size=\"").append(number(font.getSize())).append('"');
    svg.append(bold ? " font-weight=\"bold\"" : "").append(fill(color)).append('>');
    svg.append(escaped(text)).append("</text>\n");
  }

  @Override
  public void clip(double x, double y, double width, double height) {
    String id = "clip" + ++clips;
    svg.append("<clipPath id=\"").append(id).append("\"><rect x=\"").append(number(x));
    svg.append("\" y=\"").append(number(y)).append("\" width=\"").append(number(width));
    svg.append("\" height=\"").append(number(height)).append("\"/></clipPath>\n");
    svg.append("<g clip-path=\"url(#").append(id).append(")\">\n");
  }

  @Override
  public void unclip() {
    svg.append("</g>\n");
  }

  private static String circle(double x, double y, double radius) {
    return "<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"" + number(radius) + '"';
  }

  private static String points(double[] xs, double[] ys) {
    StringBuilder points = new StringBuilder(" points=\"");
    for (int i = 0; i < xs.length; i++) {
      points.append(number(xs[i])).append(',').append(number(ys[i])).append(' ');
    }
    return points.append('"').toString();
  }

  private static String fill(Color color) {
    return " fill=\"" + hex(color) + '"' + opacity(" fill-opacity", color);
  }

  private static String stroke(Color color, double width) {
    return " stroke=\""
        + hex(color)
        + '"'
        + opacity(" stroke-opacity", color)
        + " stroke-width=\""
        + number(width)
        + '"';
  }

  private static String opacity(String name, Color color) {
    return color.getOpacity() >= 1 ? "" : name + "=\"" + number(color.getOpacity()) + '"';
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceFirst("\\.?0+$", "");
  }
}
