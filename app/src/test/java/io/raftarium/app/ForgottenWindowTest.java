package io.raftarium.app;

import static io.raftarium.app.OpenWindow.await;
import static io.raftarium.app.OpenWindow.fx;

import io.raftarium.app.classroom.Classroom;
import io.raftarium.app.lesson.Lesson;
import io.raftarium.app.lesson.Page;
import io.raftarium.app.window.MainWindow;
import io.raftarium.record.CaptureFile;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxToolkit;
import org.testfx.api.FxToolkitContext;

/** An afternoon of clusters, one after the other, is no afternoon of windows in the memory. */
@Tag("thorough")
final class ForgottenWindowTest {
  @RegisterExtension static final OpenWindow screen = new OpenWindow();

  @Test
  void aWindowThatAnotherClusterReplacesIsForgotten() throws Exception {
    WeakReference<MainWindow> before = new WeakReference<>(screen.window());
    screen.robot().push(KeyCode.CONTROL, KeyCode.N);
    await("the card", () -> fx(() -> screen.robot().lookup("#new-cluster").tryQuery().isPresent()));
    screen.robot().push(KeyCode.CONTROL, KeyCode.A).write("Second").push(KeyCode.ENTER);
    screen.another();
    awaitForgotten(before);
  }

  /** Each lesson is a laboratory of its own, and so is each step back. */
  @Test
  void windowsOfLessonsAreForgotten() throws Exception {
    Classroom lessons = screen.desktop().lessons().orElseThrow();
    WeakReference<MainWindow> before = new WeakReference<>(window());
    WeakReference<MainWindow> first = begin(lessons, 0);
    awaitForgotten(before);
    WeakReference<MainWindow> second = begin(lessons, 1);
    awaitForgotten(first);
    fx(() -> {
      lessons.player().orElseThrow().replay(-1);
      return true;
    });
    await("it begins again", () -> window() != second.get());
    screen.replaced();
    awaitForgotten(second);
    fx(() -> {
      lessons.leave();
      return true;
    });
    screen.another();
  }

  private static MainWindow window() throws Exception {
    return screen.desktop().ready().get(60, TimeUnit.SECONDS);
  }

  private static WeakReference<MainWindow> begin(Classroom lessons, int number) throws Exception {
    Lesson lesson = lessons.course().lessons().get(number);
    fx(() -> {
      lessons.start(lesson, true);
      return true;
    });
    await(
        "its first step",
        () -> {
          Page page = fx(() -> lessons.page().get());
          return page != null && page.lesson().equals(lesson) && page.phase() != Page.Phase.OPENING;
        });
    screen.replaced();
    return new WeakReference<>(window());
  }

  @Test
  void aFilesWindowThatIsClosedIsForgotten() throws Exception {
    Path file = screen.folder().resolve("capture.json");
    CaptureFile.write(screen.lab().capture(), file);
    screen.files().pick(file);
    screen.robot().push(KeyCode.CONTROL, KeyCode.O);
    await("the file's window", () -> second().isPresent());
    WeakReference<Window> before = new WeakReference<>(second().orElseThrow());
    await(
        "what is in the file",
        () -> fx(() -> second().orElseThrow().getScene().lookup("#read-only-banner") != null));
    fx(() -> {
      second().orElseThrow().hide();
      return true;
    });
    awaitForgotten(before);
  }

  private static Optional<Window> second() throws Exception {
    return fx(() ->
        Window.getWindows().stream()
            .filter(window ->
                window instanceof Stage && !window.equals(screen.desktop().scene().getWindow()))
            .findFirst());
  }

  private static void awaitForgotten(WeakReference<?> before) throws Exception {
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
