package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;

import io.raftarium.app.window.MainWindow;
import java.lang.ref.WeakReference;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxToolkit;
import org.testfx.api.FxToolkitContext;

/** An afternoon of clusters, one after the other, is no afternoon of windows in the memory. */
final class ForgottenWindowTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  @Test
  void aWindowThatAnotherClusterReplacesIsForgotten() throws Exception {
    WeakReference<MainWindow> before = new WeakReference<>(screen.window());
    screen.robot().push(KeyCode.CONTROL, KeyCode.N);
    await("the card", () -> fx(() -> screen.robot().lookup("#new-cluster").tryQuery().isPresent()));
    screen.robot().push(KeyCode.CONTROL, KeyCode.A).write("Second").push(KeyCode.ENTER);
    screen.another();
    // The robot keeps all events, and with them the parts that they were for.
    FxToolkitContext events = FxToolkit.toolkitContext();
    fx(() -> {
      events.setRegisteredStage(events.getRegisteredStage());
      return true;
    });
    await(
        "the old window's memory",
        () -> {
          System.gc();
          return before.get() == null;
        });
  }
}
