package io.raftarium.app.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The texts among the files that the program brings along, by paths as {@code /assets/a.yaml}. */
public final class Assets {
  private Assets() {}

  /** All of a file that is always there. */
  public static String text(String path) {
    return find(path).orElseThrow(() -> new IllegalStateException("there is no " + path));
  }

  /** All of a file; empty where there is none. */
  public static Optional<String> find(String path) {
    try (InputStream file = Assets.class.getResourceAsStream(path)) {
      return file == null
          ? Optional.empty()
          : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
