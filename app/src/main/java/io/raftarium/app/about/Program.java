package io.raftarium.app.about;

import java.util.ArrayList;
import java.util.List;

/** Which versions run, for a person who reports a fault. */
public final class Program {
  private Program() {}

  /** This program's; of one that was not built into a jar nobody knows it. */
  public static String version() {
    String version = Program.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** This program, what it runs on, and the system, a line each. */
  public static List<String> running(String database) {
    List<String> lines = new ArrayList<>();
    lines.add("Raftarium " + version());
    if (!database.isBlank()) {
      lines.add(database);
    }
    lines.add("Java " + Runtime.version() + ", " + System.getProperty("java.vendor", ""));
    lines.add("JavaFX " + System.getProperty("javafx.runtime.version", "?"));
    lines.add(
        System.getProperty("os.name", "?")
            + " "
            + System.getProperty("os.version", "")
            + ", "
            + System.getProperty("os.arch", ""));
    return lines;
  }
}
