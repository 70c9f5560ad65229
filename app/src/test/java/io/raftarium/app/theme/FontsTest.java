package io.raftarium.app.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FontsTest {
  private static final Path FONTS = Path.of("..", "assets", "fonts");

  /** Size of the outlines, in pixels; what is thinner than a thousandth of it is rounding. */
  private static final float SIZE = 1000;

  /** Enlarged text is filled by the even-odd rule: where two contours overlap it has a hole. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Inter-Regular",
        "Inter-Medium",
        "Inter-SemiBold",
        "Inter-Bold",
        "JetBrainsMono-Regular",
        "JetBrainsMono-Bold"
      })
  void noLetterHasAHoleWhereContoursOverlap(String name) throws Exception {
    Font font =
        Font.createFont(Font.TRUETYPE_FONT, FONTS.resolve(name + ".ttf").toFile()).deriveFont(SIZE);
    FontRenderContext context = new FontRenderContext(null, true, true);
    for (char c = '!'; c < 0x250; c++) {
      if (Character.isISOControl(c) || !font.canDisplay(c)) {
        continue;
      }
      Shape outline = font.createGlyphVector(context, new char[] {c}).getOutline();
      Path2D evenOdd = new Path2D.Double(outline);
      evenOdd.setWindingRule(Path2D.WIND_EVEN_ODD);
      Path2D nonZero = new Path2D.Double(outline);
      nonZero.setWindingRule(Path2D.WIND_NON_ZERO);
      Area holes = new Area(nonZero);
      holes.exclusiveOr(new Area(evenOdd));
      Rectangle2D bounds = holes.getBounds2D();
      assertThat(Math.min(bounds.getWidth(), bounds.getHeight()))
          .as("%s U+%04X %s: %s", name, (int) c, c, bounds)
          .isLessThan(SIZE / 250);
    }
  }
}
