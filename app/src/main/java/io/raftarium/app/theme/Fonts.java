package io.raftarium.app.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.text.Font;

/** The bundled fonts, so that the window looks the same everywhere. */
public final class Fonts {
  /** Family of all text. */
  public static final String TEXT = "Inter";

  /** Family of code and figures. */
  public static final String MONO = "JetBrains Mono";

  private static final List<String> FILES =
      List.of(
          "Inter-Regular.ttf",
          "Inter-Medium.ttf",
          "Inter-SemiBold.ttf",
          "Inter-Bold.ttf",
          "JetBrainsMono-Regular.ttf",
          "JetBrainsMono-Bold.ttf");

  private Fonts() {}

  /** Makes both families known to JavaFX. */
  public static void load() {
    for (String file : FILES) {
      try (InputStream in = Fonts.class.getResourceAsStream("/assets/fonts/" + file)) {
        if (in == null || Font.loadFont(in, 13) == null) {
          throw new IllegalStateException(
              "the bundled font " + file + " cannot be read: the installation is damaged");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
