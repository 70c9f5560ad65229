package io.raftarium.app.words;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** Measures and shortens text of one font for a canvas. FX thread only. */
public final class CanvasText {
  private static final int REMEMBERED = 4000;

  private final Font font;
  private final Text probe = new Text();
  private final Map<String, Double> widths =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Double> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** For a font. */
  public CanvasText(Font font) {
    this.font = font;
    probe.setFont(font);
  }

  /** The font to draw with. */
  public Font font() {
    return font;
  }

  /** The width of a text in pixels. */
  public double width(String text) {
    Double known = widths.get(text);
    if (known == null) {
      probe.setText(text);
      known = probe.getLayoutBounds().getWidth();
      widths.put(text, known);
    }
    return known;
  }

  /** The text, or as much of its beginning as fits with … behind it. */
  public String fit(String text, double width) {
    if (width(text) <= width) {
      return text;
    }
    int low = 0;
    int high = text.length() - 1;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (width(Shortened.cut(text, middle) + "…") <= width) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low == 0 ? "" : Shortened.cut(text, low) + "…";
  }
}
