package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.window.Desktop;
import io.raftarium.app.window.MainWindow;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** The recording that is delivered, in a window: every panel on it, and a laboratory from it. */
class SampleWindowTest {
  private static final Path SAMPLE = Path.of("..", "assets", "samples", "partition.jsonl.gz");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private final FxRobot robot = new FxRobot();

  @Test
  void everyPanelShowsItAndALaboratoryBeginsWithIt() throws Exception {
    Stage stage = FxToolkit.registerPrimaryStage();
    Desktop desktop =
        fx(() ->
            new Desktop(stage, folder.resolve("data"), folder.resolve("log"), new FilesIn(folder)));
    try {
      fx(() -> {
        desktop.show(SAMPLE);
        return true;
      });
      MainWindow window = desktop.ready().get(30, TimeUnit.SECONDS);
      for (String panel : OpenWindow.panels(window)) {
        run(window, panel);
        fx(() -> {
          window.refresh();
          return true;
        });
      }
      run(window, "why.role");
      assertThat(alarms()).isEmpty();
      isSearched(window);
      run(window, "lab.openFromHere");
      await(
          "a laboratory beside it",
          () -> fx(() -> OpenWindow.beside().isPresent()) || !failed().isEmpty());
      assertThat(failed()).isEmpty();
      fx(() -> {
        OpenWindow.beside().ifPresent(Stage::hide);
        return true;
      });
    } finally {
      desktop.close();
      FxToolkit.cleanupStages();
    }
  }

  /**
   * What could have happened from the shown moment on: with the real function, on a server of its
   * own.
   */
  private void isSearched(MainWindow window) throws Exception {
    run(window, "panel.search");
    fx(() -> {
      window.refresh();
      return true;
    });
    await("the form", () -> robot.lookup("#search-start").tryQuery().isPresent());
    fx(() -> {
      robot.lookup("#search-start").queryButton().fire();
      return true;
    });
    await(
        "a way, or none",
        () -> {
          String about = fx(() -> robot.lookup("#search-about").queryLabeled().getText());
          return about.startsWith("Yes, in ") || about.startsWith("Not ");
        });
    assertThat(fx(() -> robot.lookup("#search-way").queryListView().getItems().size()))
        .isPositive();
    assertThat(alarms()).isEmpty();
  }

  private static void run(MainWindow window, String command) throws Exception {
    fx(() -> {
      window.commands().run(command);
      return true;
    });
  }

  private List<String> failed() throws Exception {
    return alarms().stream().filter(title -> !title.startsWith("Opening a laboratory")).toList();
  }

  private List<String> alarms() throws Exception {
    return fx(() ->
        robot.lookup("#messages .message-title").queryAll().stream()
            .map(node -> ((Labeled) node).getText())
            .toList());
  }
}
