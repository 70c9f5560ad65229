package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.window.Desktop;
import io.raftarium.app.window.MainWindow;
import io.raftarium.sim.Investigation;
import io.raftarium.sim.Laboratory;
import io.raftarium.sim.Report;
import io.raftarium.sim.Settings;
import io.raftarium.sql.Ablation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Bounds;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** Opens what the simulator recorded of a run with a fault put in, and walks through its steps. */
@Tag("thorough")
class RecordingWindowTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set before any test
  static Path folder;

  @SuppressWarnings("NullAway.Init") // set before any test
  private static Path file;

  @SuppressWarnings("NullAway.Init") // set before any test
  private static Report recorded;

  private final FxRobot robot = new FxRobot();
  private final FilesIn files = new FilesIn(folder);

  @SuppressWarnings("NullAway.Init") // set before each test
  private Desktop desktop;

  @BeforeAll
  static void record() throws Exception {
    file = folder.resolve("run.jsonl.gz");
    try (Laboratory laboratory =
        Laboratory.embedded(Ablation.find("vote-is-not-kept").orElseThrow())) {
      for (long seed = 1; ; seed++) {
        Report report = laboratory.run(Settings.drawn(seed, 4_000, 50), () -> false);
        if (!report.good()) {
          recorded = Investigation.record(laboratory, report, file, () -> false);
          return;
        }
        assertThat(seed).as("runs in which the fault broke nothing").isLessThan(60);
      }
    }
  }

  @BeforeEach
  void aWindow() throws Exception {
    Stage stage = FxToolkit.registerPrimaryStage();
    desktop = fx(() -> new Desktop(stage, folder.resolve("data"), folder.resolve("log"), files));
  }

  @AfterEach
  void close() throws Exception {
    desktop.close();
    FxToolkit.cleanupStages();
  }

  @AfterAll
  static void closeAll() throws Exception {
    FxToolkit.cleanupStages();
  }

  private MainWindow open(Path what) throws Exception {
    fx(() -> {
      desktop.show(what);
      return true;
    });
    return desktop.ready().get(30, TimeUnit.SECONDS);
  }

  @Test
  void itOpensOnTheStepThatBrokeThePromise() throws Exception {
    MainWindow window = open(file);
    String violated = Objects.requireNonNull(recorded.violation()).promise();
    assertThat(window.moment().live()).isFalse();
    assertThat(window.moment().view().number()).isEqualTo(recorded.steps());
    assertThat(text("#read-only-text"))
        .startsWith("Broken at step " + recorded.steps() + ", the last: " + violated)
        .contains("seed " + recorded.settings().seed(), "read-only");
    assertThat(text("#invariants")).isEqualTo("✕ " + violated + " broken");
    assertThat(text("#tape-live"))
        .isEqualTo("STEP " + recorded.steps() + " of " + recorded.steps());
    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.K);
    await("nothing can be killed in it", () -> text("#messages .message-title").contains("past"));
  }

  @Test
  void theTapeGoesThroughEveryStep() throws Exception {
    MainWindow window = open(file);
    long last = window.moment().view().number();
    robot.clickOn("#tape-back");
    await("one back", () -> window.moment().view().number() == last - 1);
    assertThat(text("#read-only-text")).startsWith("Step " + (last - 1) + " of " + last);
    robot.clickOn("#tape-first");
    await("the first", () -> window.moment().view().number() == 1);
    assertThat(text("#read-only-text")).contains("takes Start");
    assertThat(window.moment().view().nodes()).hasSizeGreaterThanOrEqualTo(3);
    // Several steps belong to one moment: each must be reached all the same.
    for (long step = 2; step <= Math.min(last - 1, 12); step++) {
      long wanted = step;
      robot.clickOn("#tape-forward");
      await("step " + wanted, () -> window.moment().view().number() == wanted);
    }
    robot.clickOn("#tape-last");
    await("the last", () -> window.moment().view().number() == last);
    Bounds tape =
        fx(() -> {
          var canvas = robot.lookup("#tape").query();
          return canvas.localToScreen(canvas.getBoundsInLocal());
        });
    robot.clickOn(tape.getCenterX(), tape.getCenterY());
    await("a step in the middle", () -> window.moment().view().number() < last);
    long middle = window.moment().view().number();
    robot.push(KeyCode.RIGHT);
    await("the next by key", () -> window.moment().view().number() == middle + 1);
    robot.push(KeyCode.END);
    await("the end", () -> window.moment().view().number() == last);
  }

  @Test
  void theCommandOpensARecordingInAWindowOfItsOwn() throws Exception {
    open(file);
    files.pick(file);
    robot.push(KeyCode.CONTROL, KeyCode.O);
    await("a second window", () -> titles("simulation, seed") == 2);
  }

  @Test
  void whatCannotBeOpenedSaysWhy() throws Exception {
    Path bad = folder.resolve("bad.jsonl.gz");
    byte[] whole = Files.readAllBytes(file);
    Files.write(bad, java.util.Arrays.copyOf(whole, 60));
    fx(() -> {
      desktop.show(bad);
      return true;
    });
    await("the reason", () -> text("#start-failure").startsWith("bad.jsonl.gz"));
    fx(() -> {
      desktop.show(folder.resolve("missing.jsonl"));
      return true;
    });
    await("the reason", () -> text("#start-failure").startsWith("There is no file"));
  }

  private static long titles(String part) throws Exception {
    return fx(() ->
        Window.getWindows().stream()
            .filter(window -> window instanceof Stage stage && stage.getTitle().contains(part))
            .count());
  }

  private String text(String query) throws Exception {
    return fx(() ->
        robot
            .lookup(query)
            .tryQuery()
            .map(node -> String.valueOf(((Labeled) node).getText()))
            .orElse(""));
  }
}
