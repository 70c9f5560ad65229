package io.raftarium.app.tape;

import io.raftarium.app.parts.Surface;
import io.raftarium.app.tape.TapeModel.Sign;
import io.raftarium.app.theme.Palette;
import javafx.scene.paint.Color;

/** Draws the sign of what a mark stands for: the same wherever there are marks. */
public final class SignGlyph {
  private static final double LINE = 1.6;

  private SignGlyph() {}

  /** Draws one around a place. */
  public static void draw(Surface s, Sign sign, double x, double y, Palette palette) {
    Color colour =
        switch (sign) {
          case COMMIT, HEAL, RESTART -> palette.success();
          case BROKEN, CUT, KILL, STEP_DOWN -> palette.danger();
          case ELECTION, LEADER, PAUSE, TRANSFER, REFUSED -> palette.warning();
          case CONFIG, SNAPSHOT -> palette.accent();
          case OTHER -> palette.mutedText();
        };
    switch (sign) {
      case ELECTION ->
          s.polygon(
              new double[] {x + 1.5, x - 3.5, x - 0.5, x - 1.5, x + 3.5, x + 0.5},
              new double[] {y - 5.5, y + 0.8, y + 0.8, y + 5.5, y - 0.8, y - 0.8},
              colour);
      case LEADER ->
          s.polygon(
              new double[] {x - 5, x - 2.5, x, x + 2.5, x + 5, x + 3.8, x - 3.8},
              new double[] {y - 3, y, y - 5, y, y - 3, y + 4, y + 4},
              colour);
      case COMMIT ->
          s.polyline(
              new double[] {x - 4, x - 1, x + 4}, new double[] {y, y + 3, y - 4}, colour, LINE);
      case BROKEN -> {
        s.disc(x, y, 5, colour);
        s.line(x, y - 3, x, y + 0.5, palette.background(), LINE);
        s.line(x, y + 2.8, x, y + 3, palette.background(), LINE);
      }
      case PAUSE -> {
        s.rect(x - 3.5, y - 4, 2.4, 8, colour);
        s.rect(x + 1.1, y - 4, 2.4, 8, colour);
      }
      case KILL -> {
        s.line(x - 3.5, y - 3.5, x + 3.5, y + 3.5, colour, LINE);
        s.line(x - 3.5, y + 3.5, x + 3.5, y - 3.5, colour, LINE);
      }
      case RESTART ->
          s.polygon(new double[] {x - 3, x + 4, x - 3}, new double[] {y - 4.5, y, y + 4.5}, colour);
      case CUT -> {
        s.line(x - 5, y, x - 2, y, colour, LINE);
        s.line(x + 2, y, x + 5, y, colour, LINE);
        s.line(x - 1.5, y + 4.5, x + 1.5, y - 4.5, colour, LINE);
      }
      case HEAL -> {
        s.line(x - 5, y, x + 5, y, colour, LINE);
        s.disc(x, y, 2.5, colour);
      }
      case CONFIG ->
          s.polygon(
              new double[] {x, x + 4.5, x, x - 4.5}, new double[] {y - 4.5, y, y + 4.5, y}, colour);
      case SNAPSHOT -> {
        s.polyline(
            new double[] {x - 4, x + 4, x + 4, x - 4, x - 4},
            new double[] {y - 4, y - 4, y + 4, y + 4, y - 4},
            colour,
            LINE);
        s.line(x - 4, y + 4, x + 4, y - 4, colour, LINE);
      }
      case TRANSFER -> {
        s.line(x - 5, y, x + 4, y, colour, LINE);
        s.polyline(
            new double[] {x + 0.5, x + 4.5, x + 0.5},
            new double[] {y - 3.5, y, y + 3.5},
            colour,
            LINE);
      }
      case STEP_DOWN ->
          s.polygon(new double[] {x - 4.5, x + 4.5, x}, new double[] {y - 3, y - 3, y + 4}, colour);
      case REFUSED -> {
        s.ring(x, y, 4, colour, LINE);
        s.line(x - 2, y, x + 2, y, colour, LINE);
      }
      case OTHER -> s.disc(x, y, 2, colour);
    }
  }
}
