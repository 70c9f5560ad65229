package io.raftarium.app.parts;

import java.util.Locale;
import javafx.scene.paint.Color;

/** How colours and texts are written in SVG. */
public final class SvgText {
  private SvgText() {}

  /** A colour without its opacity, for example {@code #1f2328}. */
  public static String hex(Color color) {
    return String.format(
        Locale.ROOT,
        "#%02x%02x%02x",
        Math.round(color.getRed() * 255),
        Math.round(color.getGreen() * 255),
        Math.round(color.getBlue() * 255));
  }

  /** Texts come from outside: nothing of them may mean something in XML. */
  public static String escaped(String text) {
    return text.replaceAll("\\p{Cntrl}", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&apos;")
        .replace("\"", "&quot;");
  }
}
