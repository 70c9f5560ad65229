package io.raftarium.app.window;

import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.FilesIn;
import io.raftarium.app.preferences.Preferences.Place;
import io.raftarium.app.theme.Fonts;
import io.raftarium.app.theme.Theme;
import java.nio.file.Path;
import java.util.Objects;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** A window comes back where it was, as far as there still is a screen. */
class ShellTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set before any test
  static Path folder;

  @AfterEach
  void close() throws Exception {
    FxToolkit.cleanupStages();
  }

  @Test
  void aWindowWhoseMonitorIsGoneIsPutOnAnother() throws Exception {
    Stage _ = FxToolkit.registerPrimaryStage();
    Rectangle2D screen = fx(() -> Screen.getPrimary().getVisualBounds());
    Place gone = new Place(screen.getMaxX() + 400, screen.getMinY() + 60, 900, 700, false);
    assertThat(shown(gone))
        .satisfies(place -> {
          assertThat(place.x()).isBetween(screen.getMinX(), screen.getMaxX() - 100);
          assertThat(place.y()).isBetween(screen.getMinY(), screen.getMaxY() - 100);
        });
    Place there = new Place(screen.getMinX() + 20, screen.getMinY() + 30, 900, 700, false);
    assertThat(shown(there)).isEqualTo(there);
  }

  private static Place shown(Place kept) throws Exception {
    return fx(() -> {
      Fonts.load();
      Stage window = new Stage();
      Shell shell =
          new Shell(window, new Theme(), folder, folder.resolve("log"), new FilesIn(folder));
      shell.show(kept);
      Place place = Objects.requireNonNull(shell.place());
      shell.messages().close();
      window.hide();
      return place;
    });
  }
}
