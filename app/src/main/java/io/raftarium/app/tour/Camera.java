package io.raftarium.app.tour;

import io.raftarium.app.export.Picture;
import io.raftarium.app.theme.Theme;
import io.raftarium.app.window.Desktop;
import io.raftarium.app.window.MainWindow;
import io.raftarium.record.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;

/** Takes pictures of the whole window, as it is drawn. */
final class Camera {
  private static final int LIMIT_SECONDS = 20;

  /** Pulses after which a change has been shown, laid out and drawn. */
  private static final int SETTLED = 4;

  private final Scene scene;
  private final Desktop desktop;
  private final MainWindow window;
  private final Path folder;

  Camera(Scene scene, Desktop desktop, MainWindow window, Path folder) {
    this.scene = scene;
    this.desktop = desktop;
    this.window = window;
    this.folder = folder;
  }

  /** Takes a picture in the theme of the moment once the window shows the newest view. */
  String take(String name) throws TourException, IOException, InterruptedException {
    long number = window.source().moment().view().number();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!onFx(
        () ->
            window.playhead().past().get() != null || window.moment().view().number() >= number)) {
      if (System.nanoTime() > deadline) {
        throw new TourException(
            "The window did not show view " + number + " within " + LIMIT_SECONDS + " s");
      }
      Thread.sleep(10);
    }
    boolean _ = onFx(this::unfocus);
    settle();
    Picture picture = onFx(() -> Picture.of(scene));
    WholeFile.write(folder.resolve(name + ".png"), picture.png());
    return name + ".png";
  }

  /** The same in the light theme. */
  String takeLight(String name) throws TourException, IOException, InterruptedException {
    choose(Theme.Choice.LIGHT);
    try {
      return take(name + "-light");
    } finally {
      choose(Theme.Choice.DARK);
    }
  }

  private void choose(Theme.Choice choice) throws TourException, InterruptedException {
    boolean _ =
        onFx(() -> {
          desktop.theme().choose(choice);
          return true;
        });
    settle();
  }

  /** A picture has no keyboard: no node is to look chosen by one. */
  private boolean unfocus() {
    Node stage = scene.lookup("#stage");
    if (stage != null) {
      stage.requestFocus();
    }
    return stage != null;
  }

  /** Waits for some pulses. */
  private void settle() throws TourException, InterruptedException {
    CompletableFuture<Boolean> settled = new CompletableFuture<>();
    AtomicInteger left = new AtomicInteger(SETTLED);
    Platform.runLater(() ->
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            if (left.decrementAndGet() == 0) {
              stop();
              settled.complete(true);
            }
          }
        }.start());
    boolean _ = await(settled);
  }

  /** Asks something on the FX thread. */
  static <T> T onFx(Callable<T> question) throws TourException, InterruptedException {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Platform.runLater(() -> {
      try {
        answer.complete(question.call());
      } catch (Exception e) {
        answer.completeExceptionally(e);
      }
    });
    return await(answer);
  }

  private static <T> T await(CompletableFuture<T> answer)
      throws TourException, InterruptedException {
    try {
      return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new TourException("The window did not answer within " + LIMIT_SECONDS + " s", e);
    } catch (ExecutionException e) {
      throw new TourException("The window failed: " + e.getCause(), e);
    }
  }
}
