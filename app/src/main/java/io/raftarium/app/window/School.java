package io.raftarium.app.window;

import io.raftarium.app.clusters.Laboratories;
import io.raftarium.app.lesson.Hands;
import io.raftarium.app.lesson.Lesson;
import io.raftarium.app.lesson.Rooms;
import io.raftarium.app.model.Pick;
import io.raftarium.app.words.Texts;
import io.raftarium.lab.Clusters;
import io.raftarium.lab.Lab;
import io.raftarium.lab.LabException;
import io.raftarium.lab.LabOptions;
import io.raftarium.lab.LocalLab;
import io.raftarium.lab.Origin;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.control.Button;
import org.jspecify.annotations.Nullable;

/** Where lessons take place: their laboratories in the window, and their hands in it. */
final class School implements Rooms, Hands {
  private static final int LIMIT_SECONDS = 120;

  private final Around around;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile Map<String, Object> seen = Map.of();

  /**
   * What it needs of the window; all of it on the FX thread.
   *
   * @param lab the open one
   * @param window what is shown; null while nothing is
   * @param free does something once no laboratory is being opened
   * @param change shows another laboratory, which closes the open one itself
   * @param replace the same, and closes the open one before
   * @param ready the window once its parts are there
   * @param home opens what is kept on this computer
   */
  record Around(
      Supplier<Optional<Lab>> lab,
      Supplier<@Nullable MainWindow> window,
      Consumer<Runnable> free,
      Consumer<Laboratories> change,
      Consumer<Laboratories> replace,
      Supplier<CompletableFuture<MainWindow>> ready,
      Laboratories home,
      Supplier<LabOptions> options) {}

  School(Around around) {
    this.around = around;
  }

  @Override
  public Lab open(Lesson lesson) {
    return shown(all -> {
      LocalLab lab = all.lesson(lesson.title(), lesson.lab().options(around.options().get()));
      lab.time().pause();
      lab.cluster().start(lesson.lab().nodes());
      return lab;
    });
  }

  @Override
  public Lab openFrom(Lesson lesson, Origin origin) {
    return shown(all -> all.lesson(lesson.title(), origin));
  }

  /** Opens what was used last before a lesson. */
  void home() {
    around.free().accept(this::goHome);
  }

  private void goHome() {
    Optional<Clusters> clusters = around.lab().get().flatMap(Lab::clusters);
    if (clusters.isEmpty()) {
      around.replace().accept(around.home());
      return;
    }
    around
        .change()
        .accept(progress -> {
          progress.accept(Texts.of("Opening the last cluster"), 0.3);
          LocalLab lab = clusters.get().openLast(around.options().get());
          Laboratories.goOn(lab);
          return lab;
        });
  }

  /** Opens a laboratory and waits until the window shows it. */
  private Lab shown(Function<Clusters, LocalLab> opening) {
    CompletableFuture<CompletableFuture<MainWindow>> begun = new CompletableFuture<>();
    Platform.runLater(() ->
        around
            .free()
            .accept(() -> {
              // Whoever left the lesson meanwhile wants none of it.
              if (!begun.isDone()) {
                show(opening);
                begun.complete(around.ready().get());
              }
            }));
    try {
      MainWindow window =
          begun.get(LIMIT_SECONDS, TimeUnit.SECONDS).get(LIMIT_SECONDS, TimeUnit.SECONDS);
      return window.source().lab().orElseThrow();
    } catch (InterruptedException e) {
      begun.cancel(false);
      Thread.currentThread().interrupt();
      throw new LabException(Texts.of("The lesson was left."), e);
    } catch (ExecutionException e) {
      throw new LabException(
          Texts.of("The lesson's laboratory did not start: {0}", e.getCause()), e);
    } catch (TimeoutException e) {
      throw new LabException(Texts.of("The lesson's laboratory did not start in time."), e);
    }
  }

  private void show(Function<Clusters, LocalLab> opening) {
    Optional<Clusters> clusters = around.lab().get().flatMap(Lab::clusters);
    if (clusters.isPresent()) {
      around.change().accept(progress -> opening.apply(clusters.get()));
      return;
    }
    around
        .replace()
        .accept(progress -> {
          Lab own = around.home().open((text, done) -> progress.accept(text, done * 0.7));
          return opening.apply(
              own.clusters()
                  .orElseThrow(() -> new LabException(Texts.of("No cluster can be kept here."))));
        });
  }

  private void later(Consumer<MainWindow> does) {
    Platform.runLater(() -> {
      MainWindow window = around.window().get();
      if (window != null) {
        does.accept(window);
      }
    });
  }

  @Override
  public void select(int node) {
    later(window -> window.selection().select(node));
  }

  @Override
  public void press(String action) {
    later(window -> window.commands().run(action));
  }

  @Override
  public void click(String id) {
    later(window -> {
      if (window.node().lookup("#" + id) instanceof Button button) {
        button.fire();
      }
    });
  }

  @Override
  public void look(long number) {
    later(window -> {
      if (number == 0) {
        window.playhead().live();
      } else {
        window.playhead().show(window.source().at(number));
      }
    });
  }

  @Override
  public void pick(long message) {
    later(window -> window.selection().pick(new Pick.Message(message)));
  }

  /** As it was a moment ago: the window is not waited for. */
  @Override
  public Map<String, Object> window() {
    if (looking.compareAndSet(false, true)) {
      later(window -> seen = window.facts());
      Platform.runLater(() -> looking.set(false));
    }
    return seen;
  }
}
