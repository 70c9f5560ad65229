package io.raftarium.app;

import io.raftarium.app.tour.Tour;
import io.raftarium.app.window.DataFolder;
import io.raftarium.app.window.DesktopApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Application;

/**
 * Starts the desktop.
 *
 * <p>System properties: {@code raftarium.data} is the folder that it keeps its data in; {@code
 * raftarium.open} a snapshot or a recording to look at; {@code raftarium.tour} plays the tour where
 * it is {@code true}, and where it is {@code auto} if there is no display; {@code raftarium.fresh},
 * or the argument {@code --fresh}, begins with a new cluster instead of the one that was left.
 */
public final class Main {
  private Main() {}

  /** Entry point. */
  public static void main(String[] args) throws IOException {
    if (toursInstead()) {
      System.exit(Tour.play(Path.of("target", "tour"), System.out, System.err));
    }
    Path data = dataFolder();
    Files.createDirectories(data);
    Path log = data.resolve("raftarium.log");
    System.setProperty("raftarium.log", log.toString());
    Application.launch(
        DesktopApplication.class,
        "--data=" + data,
        "--log=" + log,
        "--open=" + System.getProperty("raftarium.open", ""),
        "--fresh="
            + (System.getProperty("raftarium.fresh", "").equals("true")
                || List.of(args).contains("--fresh")));
  }

  private static boolean toursInstead() {
    String wish = System.getProperty("raftarium.tour", "auto").strip();
    if (!wish.equals("auto")) {
      return Boolean.parseBoolean(wish);
    }
    boolean noDisplay =
        System.getProperty("os.name").equals("Linux")
            && System.getenv().getOrDefault("DISPLAY", "").isEmpty()
            && System.getenv().getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
    if (noDisplay) {
      System.out.println(
          "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set): playing the tour.");
    }
    return noDisplay;
  }

  private static Path dataFolder() {
    String chosen = System.getProperty("raftarium.data", "").strip();
    return (chosen.isEmpty()
            ? DataFolder.of(
                System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"))
            : Path.of(chosen))
        .toAbsolutePath();
  }
}
