package io.raftarium.server;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operating systems that differ in where data lives and how a server is started. */
public enum Platform {
  LINUX,
  MACOS,
  WINDOWS;

  /** The one that this program runs on. */
  public static Platform current() {
    return of(System.getProperty("os.name", ""));
  }

  /** The one that a value of system property {@code os.name} names. */
  static Platform of(String osName) {
    String name = osName.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return WINDOWS;
    }
    return name.startsWith("mac") || name.startsWith("darwin") ? MACOS : LINUX;
  }

  /** Where Raftarium keeps its data when nobody chose a folder: the user's own data folder. */
  public static Path defaultDataFolder() {
    return current().dataFolder(System.getenv(), Path.of(System.getProperty("user.home", ".")));
  }

  /**
   * Where Raftarium keeps its data: below {@code $XDG_DATA_HOME} or {@code ~/.local/share} on
   * Linux, {@code ~/Library/Application Support} on macOS, {@code %LOCALAPPDATA%} on Windows.
   *
   * @param env the environment's variables
   * @param home the user's home folder
   */
  public Path dataFolder(Map<String, String> env, Path home) {
    Path base =
        switch (this) {
          case LINUX -> absolute(env.get("XDG_DATA_HOME"), home.resolve(".local", "share"));
          case MACOS -> home.resolve("Library", "Application Support");
          case WINDOWS -> absolute(env.get("LOCALAPPDATA"), home.resolve("AppData", "Local"));
        };
    return base.resolve("raftarium").toAbsolutePath().normalize();
  }

  /** The freedesktop specification has relative paths ignored; the same is wise elsewhere. */
  private static Path absolute(@Nullable String value, Path otherwise) {
    return value == null || value.isBlank() || !Path.of(value).isAbsolute()
        ? otherwise
        : Path.of(value);
  }
}
