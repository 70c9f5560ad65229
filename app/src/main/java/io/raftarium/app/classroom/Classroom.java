package io.raftarium.app.classroom;

import io.raftarium.app.lesson.Course;
import io.raftarium.app.lesson.Hands;
import io.raftarium.app.lesson.Lesson;
import io.raftarium.app.lesson.Page;
import io.raftarium.app.lesson.Player;
import io.raftarium.app.lesson.Player.Pace;
import io.raftarium.app.lesson.Progress;
import io.raftarium.app.lesson.Rooms;
import io.raftarium.app.words.Texts;
import io.raftarium.record.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The lesson that is played, if one is, and how far somebody is; it outlives the laboratories that
 * a lesson goes through. FX thread only.
 */
public final class Classroom implements AutoCloseable {
  private final Rooms rooms;
  private final Hands hands;
  private final Runnable home;
  private final ProgressFile file;
  private final ReadOnlyObjectWrapper<@Nullable Page> page = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Progress> progress;

  /** Files are written besides, one after the other. */
  private final ExecutorService writing =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("lessons").factory());

  /** Read besides, while the laboratory starts. */
  private final CompletableFuture<Course> course = new CompletableFuture<>();

  private @Nullable Player player;
  private @Nullable WatchedLesson watched;

  /**
   * Where no lesson is played.
   *
   * @param home opens what was there before a lesson
   */
  public Classroom(Path dataFolder, Rooms rooms, Hands hands, Runnable home) {
    this.rooms = rooms;
    this.hands = hands;
    this.home = home;
    this.file = new ProgressFile(dataFolder);
    this.progress = new ReadOnlyObjectWrapper<>(file.read());
    Thread.ofVirtual().name("course").start(this::read);
  }

  private void read() {
    try {
      course.complete(Course.read());
    } catch (RuntimeException e) {
      course.completeExceptionally(e);
    }
  }

  /** The lessons of the program; waits where they are not read yet. */
  public Course course() {
    return course.join();
  }

  /** What the lesson shows; null while none is played. */
  public ReadOnlyObjectProperty<@Nullable Page> page() {
    return page.getReadOnlyProperty();
  }

  /** How far somebody is. */
  public ReadOnlyObjectProperty<Progress> progress() {
    return progress.getReadOnlyProperty();
  }

  /** Who plays the lesson; empty while none is. */
  public Optional<Player> player() {
    return Optional.ofNullable(player);
  }

  /** Begins a lesson where it was left, or from its first step. */
  public void start(Lesson lesson, boolean anew) {
    start(lesson, anew ? 0 : progress.get().of(lesson).step());
  }

  private void start(Lesson lesson, int from) {
    end();
    Player[] made = new Player[1];
    Player begun =
        new Player(
            lesson, from, rooms, hands, Pace.PERSON, () -> Platform.runLater(() -> seen(made)));
    made[0] = begun;
    player = begun;
    page.set(begun.page());
  }

  /**
   * Begins a lesson of a file, and begins its step again whenever the file changes.
   *
   * @param told a sentence for a person; FX thread
   * @param failed what is wrong with the file, now or later; FX thread
   */
  public void open(Path own, Consumer<String> told, Consumer<Exception> failed) {
    WatchedLesson opened = new WatchedLesson(own);
    Thread.ofVirtual()
        .name("lesson-file")
        .start(() ->
            opened.follow(
                new WatchedLesson.Reader() {
                  @Override
                  public void read(Lesson lesson) {
                    Platform.runLater(() -> begin(opened, lesson));
                  }

                  @Override
                  public void readAgain(Lesson lesson) {
                    Platform.runLater(() -> {
                      if (opened.equals(watched)) {
                        begin(opened, lesson);
                        told.accept(Texts.of("The lesson was read again."));
                      }
                    });
                  }

                  @Override
                  public void failed(Exception why) {
                    Platform.runLater(() -> failed.accept(why));
                  }
                }));
  }

  /** Begins it, at the step that is played where it is played already. */
  private void begin(WatchedLesson own, Lesson lesson) {
    int step = 0;
    if (own.equals(watched)) {
      Page now = page.get();
      step = now == null ? 0 : now.now().map(Page.Part::number).orElse(0);
      // It goes on being watched.
      watched = null;
    }
    start(lesson, Math.min(step, lesson.steps().size() - 1));
    watched = own;
  }

  private void seen(Player[] made) {
    Player now = player;
    if (now == null || !now.equals(made[0])) {
      return;
    }
    Page next = now.page();
    page.set(next);
    Progress kept = progress.get().with(next);
    if (!kept.equals(progress.get()) && watched == null) {
      progress.set(kept);
      writing.execute(() -> file.write(kept));
    }
  }

  /**
   * Writes how far somebody is into a file that a lecturer can collect.
   *
   * @param name as it was typed; empty for none
   * @param done told on the FX thread: what went wrong, or null
   */
  public void save(Path result, String name, Consumer<@Nullable IOException> done) {
    ObjectNode root = ProgressFile.json(progress.get());
    root.put("raftarium_result", 1)
        .put("name", name)
        .put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    writing.execute(() -> {
      IOException failure = null;
      try {
        WholeFile.write(result, root.toPrettyString().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        failure = e;
      }
      IOException told = failure;
      Platform.runLater(() -> done.accept(told));
    });
  }

  /** Ends the lesson; its laboratory stays in the window. */
  public void end() {
    WatchedLesson own = watched;
    if (own != null) {
      own.close();
      watched = null;
    }
    Player before = player;
    if (before != null) {
      player = null;
      before.close();
      page.set(null);
    }
  }

  /** Ends the lesson, and opens what was there before. */
  public void leave() {
    end();
    home.run();
  }

  @Override
  public void close() {
    end();
    writing.close();
  }
}
