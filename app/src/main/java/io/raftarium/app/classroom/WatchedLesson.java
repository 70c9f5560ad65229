package io.raftarium.app.classroom;

import io.raftarium.app.lesson.Lesson;
import io.raftarium.app.lesson.LessonException;
import io.raftarium.app.lesson.LessonReader;
import io.raftarium.app.words.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A lesson in a file of its own, which is read again whenever somebody saves it or its texts. */
final class WatchedLesson implements AutoCloseable {
  private static final long MOST_BYTES = 1 << 20;

  /** An editor writes in pieces. */
  private static final Duration PIECES = Duration.ofMillis(150);

  private final Path file;
  private final AtomicReference<@Nullable WatchService> service = new AtomicReference<>();
  private volatile boolean closed;
  private String last = "";

  WatchedLesson(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** Who reads it. Any thread. */
  interface Reader {
    /** It was read first. */
    void read(Lesson lesson);

    /** It is another one by now. */
    void readAgain(Lesson lesson);

    /** It cannot be used; where it could be before, it is watched on. */
    void failed(Exception why);
  }

  /** Reads it, and again with every change until it is closed. Blocks. */
  void follow(Reader reader) {
    try {
      reader.read(read());
      watch(reader);
    } catch (LessonException e) {
      reader.failed(e);
    }
  }

  private void watch(Reader reader) {
    try (WatchService made = file.getFileSystem().newWatchService()) {
      service.set(made);
      Path folder = Objects.requireNonNull(file.getParent());
      WatchKey _ =
          folder.register(
              made, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_CREATE);
      // What came before it was watched.
      look(reader);
      while (!closed) {
        WatchKey key = made.take();
        Thread.sleep(PIECES);
        key.pollEvents();
        look(reader);
        if (!key.reset()) {
          return;
        }
      }
    } catch (ClosedWatchServiceException _) {
      // The lesson is over.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      reader.failed(
          new IOException(
              Texts.of("Changes of the file cannot be seen: {0}", String.valueOf(e.getMessage())),
              e));
    }
  }

  private void look(Reader reader) {
    String before = last;
    try {
      Lesson lesson = read();
      if (!last.equals(before)) {
        reader.readAgain(lesson);
      }
    } catch (LessonException e) {
      if (!last.equals(before)) {
        reader.failed(e);
      }
    }
  }

  private Lesson read() throws LessonException {
    String name = String.valueOf(file.getFileName());
    Path beside = file.resolveSibling(LessonReader.translationsOf(name));
    String text = text(file);
    String translations = Files.isRegularFile(beside) ? text(beside) : "";
    last = text + translations;
    return LessonReader.read(name, text, translations);
  }

  private static String text(Path file) throws LessonException {
    String name = String.valueOf(file.getFileName());
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new LessonException(Texts.of("{0} is larger than a lesson may be (1 MiB)", name));
      }
      return Files.readString(file);
    } catch (NoSuchFileException _) {
      throw new LessonException(Texts.of("There is no file {0}.", file));
    } catch (CharacterCodingException _) {
      throw new LessonException(
          Texts.of("{0} is no text in UTF-8: save it in this encoding.", name));
    } catch (IOException e) {
      throw new LessonException(Texts.of("{0} cannot be read: {1}", name, e.getMessage()));
    }
  }

  @Override
  public void close() {
    closed = true;
    WatchService made = service.get();
    if (made != null) {
      try {
        made.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
