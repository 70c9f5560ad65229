package io.raftarium.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.app.Memory;
import io.raftarium.lab.Lab;
import io.raftarium.protocol.Command;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javafx.stage.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The memory of a window whose nodes take entries all the time levels off. Prints what the system
 * counts (resident) and what the heap holds; {@code -Draftarium.memory.minutes=60} for an hour.
 */
@Tag("soak")
@EnabledOnOs(OS.LINUX)
class MemoryTest {
  private static final int MINUTES = Integer.getInteger("raftarium.memory.minutes", 10);
  private static final int LIMIT_SECONDS = 90;
  private static final long BETWEEN_ENTRIES = TimeUnit.MILLISECONDS.toNanos(200);

  /** How much more the second half may take than the first, MB. */
  private static final double MOST_GROWTH = 80;

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before any test
  Path folder;

  @Test
  @Timeout(value = 120, unit = TimeUnit.MINUTES)
  void fiveNodesThatTakeEntries() throws Exception {
    Stage stage = FxToolkit.registerPrimaryStage();
    Path data = folder.resolve("data");
    Desktop desktop = fx(() -> new Desktop(stage, data, folder.resolve("log")));
    try {
      fx(() -> {
        desktop.show(progress -> DesktopApplication.open(data, false, progress));
        return true;
      });
      MainWindow window = desktop.ready().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      Lab lab = window.source().lab().orElseThrow();
      double half = 0;
      double end = 0;
      int sent = 0;
      for (int minute = 1; minute <= MINUTES; minute++) {
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (System.nanoTime() < until) {
          Command put = Command.put("x" + sent % 50, JsonNodeFactory.instance.numberNode(sent++));
          lab.client().submit(OptionalInt.empty(), put).get(LIMIT_SECONDS, TimeUnit.SECONDS);
          LockSupport.parkNanos(BETWEEN_ENTRIES);
        }
        end = Memory.resident();
        if (minute == Math.max(1, MINUTES / 2)) {
          half = end;
        }
        Memory.print(minute, sent + " entries");
      }
      assertThat(end - half).as("growth of the second half, MB").isLessThan(MOST_GROWTH);
    } finally {
      desktop.close();
      FxToolkit.cleanupStages();
    }
  }

  private static <T> T fx(Callable<T> call) throws Exception {
    return WaitForAsyncUtils.waitForAsyncFx(LIMIT_SECONDS * 1000L, call);
  }
}
