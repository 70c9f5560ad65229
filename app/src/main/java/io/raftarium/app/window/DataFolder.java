package io.raftarium.app.window;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where the program keeps its data unless it is told otherwise. */
public final class DataFolder {
  private DataFolder() {}

  /** The folder that the operating system has for the data of a user's programs. */
  public static Path of(Map<String, String> environment, String system, String home) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      return (local.isBlank() ? Path.of(home, "AppData", "Local") : Path.of(local))
          .resolve("Raftarium");
    }
    if (name.startsWith("mac")) {
      return Path.of(home, "Library", "Application Support", "Raftarium");
    }
    String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
    return (xdg.isBlank() || !Path.of(xdg).isAbsolute()
            ? Path.of(home, ".local", "share")
            : Path.of(xdg))
        .resolve("raftarium");
  }
}
