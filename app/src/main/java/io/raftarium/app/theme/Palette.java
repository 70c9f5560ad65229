package io.raftarium.app.theme;

import java.util.List;
import javafx.scene.paint.Color;

/**
 * The colours that a canvas cannot take from a style sheet; one palette a theme. Controls use the
 * style classes and looked-up colours of {@code assets/css/raftarium.css}, which has the same
 * values.
 *
 * @param terms colour-blind-safe colours, one a term, in a cycle
 */
public record Palette(
    boolean dark,
    Color background,
    Color panel,
    Color line,
    Color text,
    Color mutedText,
    Color accent,
    Color danger,
    Color success,
    Color warning,
    List<Color> terms) {
  /** Dark. */
  public static final Palette DARK =
      new Palette(
          true,
          Color.web("#0e141b"),
          Color.web("#161b22"),
          Color.web("#2b323b"),
          Color.web("#e6edf3"),
          Color.web("#8b949e"),
          Color.web("#4c8dff"),
          Color.web("#f85149"),
          Color.web("#3fb950"),
          Color.web("#d29922"),
          List.of(
              Color.web("#e0a818"),
              Color.web("#17a67b"),
              Color.web("#c583b5"),
              Color.web("#7b8bf0"),
              Color.web("#e06c1f"),
              Color.web("#56b4e9")));

  /** Light. */
  public static final Palette LIGHT =
      new Palette(
          false,
          Color.web("#fbfdff"),
          Color.web("#ffffff"),
          Color.web("#d0d7de"),
          Color.web("#1f2328"),
          Color.web("#59636e"),
          Color.web("#0b63d8"),
          Color.web("#cf222e"),
          Color.web("#1a7f37"),
          Color.web("#9a6700"),
          List.of(
              Color.web("#c98b00"),
              Color.web("#0f8a66"),
              Color.web("#a8518f"),
              Color.web("#5566d6"),
              Color.web("#c65200"),
              Color.web("#1f7fb8")));

  /** The colour of a term; term 0 is muted. */
  public Color term(long term) {
    return term <= 0 ? mutedText : terms.get((int) ((term - 1) % terms.size()));
  }
}
