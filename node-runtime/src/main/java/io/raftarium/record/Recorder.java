package io.raftarium.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records a tape to a file while it runs: a thread of its own writes what is new and makes it safe
 * every second, so that a program that is killed loses no more than that.
 */
public final class Recorder {
  /** A cluster that begins anew takes with it what was not written by then. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private static final Duration FLUSH = Duration.ofSeconds(1);
  private static final Duration END = Duration.ofSeconds(20);

  private final Path file;
  private final Instant began;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable IOException failure;
  private volatile long bytes;

  private Recorder(TapeCopy copy, Path file, Instant began, Supplier<List<Ending.Broken>> broken) {
    this.file = file;
    this.began = began;
    this.thread = Thread.ofVirtual().name("recorder").unstarted(() -> run(copy, broken));
  }

  /**
   * Records what happens from now on.
   *
   * @param broken asked at the end for the promises that were found broken
   */
  public static Recorder start(
      Tape tape, Path file, Manifest manifest, Supplier<List<Ending.Broken>> broken)
      throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    TapeCopy copy = new TapeCopy(tape, tape.last() + 1, file, manifest);
    Recorder recorder = new Recorder(copy, file, manifest.began(), broken);
    recorder.thread.start();
    return recorder;
  }

  /**
   * Writes all that a tape holds now.
   *
   * @param progress told now and then the share that is written; what it throws ends the writing
   */
  public static void write(
      Tape tape, Path file, Manifest manifest, List<Ending.Broken> broken, DoubleConsumer progress)
      throws IOException {
    long first = tape.first();
    long last = tape.last();
    try (TapeCopy copy = new TapeCopy(tape, first, file, manifest)) {
      boolean more = true;
      while (more && copy.next() <= last) {
        progress.accept(Math.clamp((copy.next() - first) / (last - first + 1.0), 0, 1));
        more = copy.more();
      }
      copy.end(broken);
    }
  }

  private void run(TapeCopy copy, Supplier<List<Ending.Broken>> broken) {
    try {
      try (copy) {
        follow(copy);
        copy.end(broken.get());
      }
      bytes = Files.size(file);
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(TapeCopy copy) throws IOException, InterruptedException {
    boolean stopped = false;
    for (long flushed = 0; !stopped; ) {
      stopped = stop.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      while (copy.more()) {
        // There is more at once.
      }
      long now = System.nanoTime();
      if (flushed == 0 || now - flushed > FLUSH.toNanos()) {
        flushed = now;
        copy.flush();
        bytes = Files.size(file);
      }
    }
  }

  /** What it writes to. */
  public Path file() {
    return file;
  }

  /** When it began. */
  public Instant began() {
    return began;
  }

  /** How large the file is. */
  public long bytes() {
    return bytes;
  }

  /** Why it records no longer; empty while it does. */
  public Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Ends the recording; blocks until all of it is written.
   *
   * @throws IOException if not all of it could be written
   */
  public void stop() throws IOException {
    stop.countDown();
    try {
      if (!thread.join(END)) {
        throw new IOException(file + " is still being written");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(file + " is still being written", e);
    }
    IOException failed = failure;
    if (failed != null) {
      throw failed;
    }
  }
}
