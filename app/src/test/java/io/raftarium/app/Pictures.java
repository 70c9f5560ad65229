package io.raftarium.app;

import static io.raftarium.app.OpenWindow.fx;

import io.raftarium.app.export.Picture;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Scene;
import org.testfx.util.WaitForAsyncUtils;

/** Pictures for who wants to look: {@code -Draftarium.pictures=FOLDER}. */
public final class Pictures {
  private static final String FOLDER = System.getProperty("raftarium.pictures", "");

  /** Pulses after which a change has been shown, laid out and drawn. */
  private static final int SETTLED = 4;

  private Pictures() {}

  /** Whether somebody wants any. */
  public static boolean wanted() {
    return !FOLDER.isEmpty();
  }

  /** Where a file for them goes; its folder is there. */
  public static Path file(String name) throws Exception {
    return Files.createDirectories(Path.of(FOLDER)).resolve(name);
  }

  /** Takes one of a window, once it is drawn, if somebody wants it. */
  public static void save(String name, Scene scene) throws Exception {
    if (wanted()) {
      for (int pulse = 0; pulse < SETTLED; pulse++) {
        WaitForAsyncUtils.waitForFxEvents();
      }
      Picture picture = fx(() -> Picture.of(scene));
      Files.write(file(name + ".png"), picture.png());
    }
  }
}
