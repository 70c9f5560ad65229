package io.raftarium.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.lab.Lab;
import io.raftarium.protocol.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * How long the frames of the window take with real nodes at full speed; prints the figures. With
 * {@code -Draftarium.frames.large=true} the window is as large as the screen.
 */
@Tag("soak")
class FrameTimesTest {
  private static final int FRAMES = 900;
  private static final int ENTRIES = 1_350;
  private static final int LIMIT_SECONDS = 90;

  /** Half of 60 frames a second: below that, movement stutters. */
  private static final double WORST_MEDIAN = 34;

  /** Whether the window is as large as the screen, which may be any. */
  private static final boolean LARGE = Boolean.getBoolean("raftarium.frames.large");

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before any test
  Path folder;

  @Test
  void framesOfFiveAndOfNineNodes() throws Exception {
    Stage stage = FxToolkit.registerPrimaryStage();
    Path data = folder.resolve("data");
    Desktop desktop = fx(() -> new Desktop(stage, data, folder.resolve("log")));
    try {
      fx(() -> {
        desktop.show(progress -> DesktopApplication.open(data, false, progress));
        if (LARGE) {
          Rectangle2D screen = Screen.getPrimary().getBounds();
          stage.setWidth(screen.getWidth());
          stage.setHeight(screen.getHeight());
        }
        return true;
      });
      MainWindow window = desktop.ready().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      Lab lab = window.source().lab().orElseThrow();
      measure(stage, window, lab, 5, 0);
      measure(stage, window, lab, 9, 0);
      measure(stage, window, lab, 9, ENTRIES);
    } finally {
      desktop.close();
      FxToolkit.cleanupStages();
    }
  }

  private static void measure(Stage stage, MainWindow window, Lab lab, int nodes, int entries)
      throws Exception {
    lab.cluster().start(nodes);
    await(() ->
        lab.cluster().view().leader() != null && lab.cluster().view().nodes().size() == nodes);
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      Command put = Command.put("x" + i % 20, JsonNodeFactory.instance.numberNode(i));
      all.add(lab.client().submit(OptionalInt.empty(), put));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .get(LIMIT_SECONDS, TimeUnit.SECONDS);
    // The first frames load classes and fonts.
    FrameTimes times = window.frameTimes();
    restart(times);
    await(() -> times.count() >= FRAMES / 3);
    restart(times);
    await(() -> times.count() >= FRAMES);
    FrameTimes.Figures gaps = fx(times::gaps);
    FrameTimes.Figures work = fx(times::work);
    System.out.printf(
        Locale.ROOT,
        "%d nodes, %d entries, %.0f x %.0f: frame to frame median %.1f ms, p95 %.1f ms,"
            + " worst %.1f ms; own work median %.2f ms, p95 %.2f ms, worst %.1f ms%n",
        nodes,
        entries,
        stage.getScene().getWidth(),
        stage.getScene().getHeight(),
        gaps.median(),
        gaps.p95(),
        gaps.worst(),
        work.median(),
        work.p95(),
        work.worst());
    assertThat(gaps.median()).isLessThan(LARGE ? 2 * WORST_MEDIAN : WORST_MEDIAN);
  }

  private static void restart(FrameTimes times) throws Exception {
    fx(() -> {
      times.clear();
      return true;
    });
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    WaitForAsyncUtils.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS, condition);
  }

  private static <T> T fx(Callable<T> call) throws Exception {
    return WaitForAsyncUtils.waitForAsyncFx(LIMIT_SECONDS * 1000L, call);
  }
}
