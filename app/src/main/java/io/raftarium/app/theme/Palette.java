package io.raftarium.app.theme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javafx.css.CssParser;
import javafx.css.Declaration;
import javafx.css.Rule;
import javafx.css.Stylesheet;
import javafx.scene.paint.Color;

/**
 * The colours that a canvas cannot take from a style sheet by itself; one palette a theme. They are
 * read from that theme's sheet, which controls use as looked-up colours.
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
  private static final Map<Look, Palette> READ = new ConcurrentHashMap<>();

  /** Dark. */
  public static final Palette DARK = of(new Look(true, false, false));

  /** Light. */
  public static final Palette LIGHT = of(new Look(false, false, false));

  /** The colours of a look. */
  static Palette of(Look look) {
    return READ.computeIfAbsent(look, Palette::read);
  }

  /** The colour of a term; term 0 is muted. */
  public Color term(long term) {
    return term <= 0 ? mutedText : terms.get((int) ((term - 1) % terms.size()));
  }

  private static Palette read(Look look) {
    Map<String, Color> colors = new HashMap<>();
    look.sheets().forEach(each -> colors.putAll(colors(each)));
    String sheet = look.sheets().getFirst();
    List<Color> terms = new ArrayList<>();
    for (int term = 1; colors.containsKey("-raft-term-" + term); term++) {
      terms.add(color(colors, "-raft-term-" + term, sheet));
    }
    return new Palette(
        look.dark(),
        color(colors, "-raft-background", sheet),
        color(colors, "-raft-panel", sheet),
        color(colors, "-raft-line", sheet),
        color(colors, "-raft-text", sheet),
        color(colors, "-raft-muted", sheet),
        color(colors, "-raft-accent", sheet),
        color(colors, "-raft-danger", sheet),
        color(colors, "-raft-success", sheet),
        color(colors, "-raft-warning", sheet),
        List.copyOf(terms));
  }

  private static Color color(Map<String, Color> colors, String name, String sheet) {
    return Objects.requireNonNull(colors.get(name), "the style sheet " + sheet + " has no " + name);
  }

  private static Map<String, Color> colors(String sheet) {
    Map<String, Color> colors = new HashMap<>();
    try {
      Stylesheet parsed =
          new CssParser()
              .parse(
                  Objects.requireNonNull(
                      Palette.class.getResource("/assets/css/" + sheet),
                      "the style sheet " + sheet + " is missing"));
      for (Rule rule : parsed.getRules()) {
        for (Declaration declaration : rule.getDeclarations()) {
          if (declaration.getParsedValue().getValue() instanceof Color color) {
            colors.put(declaration.getProperty(), color);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return colors;
  }
}
