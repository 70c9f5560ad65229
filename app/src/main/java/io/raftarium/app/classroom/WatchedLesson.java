package io.raftarium.app.classroom;

import io.raftarium.app.lesson.Lesson;
import io.raftarium.app.lesson.LessonException;
import io.raftarium.app.words.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/** A lesson in a file of its own, which is read again whenever somebody saves it. */
final class WatchedLesson implements AutoCloseable {
  private static final long MOST_BYTES = 1 << 20;

  private final Path file;
  private final Consumer<Lesson> changed;
  private final Consumer<String> told;
  private @Nullable WatchService service;
  private String last = "";

  /**
   * Of a file.
   *
   * @param changed told of another lesson in it; FX thread
   * @param told a sentence for a person; FX thread
   */
  WatchedLesson(Path file, Consumer<Lesson> changed, Consumer<String> told) {
    this.file = file.toAbsolutePath();
    this.changed = changed;
    this.told = told;
  }

  Lesson read() throws LessonException {
    String name = String.valueOf(file.getFileName());
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new LessonException(Texts.of("{0} is larger than a lesson may be (1 MiB)", name));
      }
      last = Files.readString(file);
      return Classroom.read(name, last);
    } catch (IOException e) {
      throw new LessonException(
          Texts.of("{0} cannot be read as a text in UTF-8: {1}", name, e.getMessage()));
    }
  }

  /** From now on. */
  void watch() {
    try {
      WatchService made = file.getFileSystem().newWatchService();
      service = made;
      Path folder = Objects.requireNonNull(file.getParent());
      WatchKey _ =
          folder.register(
              made, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_CREATE);
      Thread.ofVirtual().name("lesson-file").start(() -> look(made));
    } catch (IOException e) {
      told.accept(
          Texts.of("Changes of the file cannot be seen: {0}", String.valueOf(e.getMessage())));
    }
  }

  private void look(WatchService made) {
    try {
      while (true) {
        WatchKey key = made.take();
        // An editor writes in pieces.
        Thread.sleep(150);
        key.pollEvents();
        String before = last;
        try {
          Lesson lesson = read();
          if (!last.equals(before)) {
            Platform.runLater(() -> {
              changed.accept(lesson);
              told.accept(Texts.of("The lesson was read again."));
            });
          }
        } catch (LessonException e) {
          if (!last.equals(before)) {
            Platform.runLater(() -> told.accept(String.valueOf(e.getMessage())));
          }
        }
        if (!key.reset()) {
          return;
        }
      }
    } catch (ClosedWatchServiceException _) {
      // The lesson is over.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    WatchService made = service;
    if (made != null) {
      try {
        made.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
