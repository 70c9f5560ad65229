package io.raftarium.app.preferences;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a person has set, kept soon after each change: a program that is killed forgets none of it.
 * FX thread only.
 */
public final class KeptPreferences implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeptPreferences.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final PreferencesFile file;
  private final UnaryOperator<Preferences> now;
  private final Thread watch;

  /** What this window has set; another may have set more since. */
  private Preferences mine;

  /**
   * Of a window.
   *
   * @param file shared by all windows of the program
   * @param now tells what is set now; what the window does not know is as it was before
   */
  public KeptPreferences(PreferencesFile file, UnaryOperator<Preferences> now) {
    this.file = file;
    this.now = now;
    this.mine = file.last();
    this.watch = Thread.ofVirtual().name("preferences").unstarted(this::watch);
  }

  /** What was set last. */
  public Preferences get() {
    return file.last();
  }

  /** From now on what is set is kept. */
  public void start() {
    if (watch.getState() == Thread.State.NEW) {
      watch.start();
    }
  }

  /** Keeps what is set now. */
  public void keep() {
    Preferences changed = changed();
    if (changed != null) {
      file.write(changed);
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }

  /** What is set now; null where that is kept already. */
  private @Nullable Preferences changed() {
    Preferences set = now.apply(mine);
    if (set.equals(mine)) {
      return null;
    }
    mine = set;
    return now.apply(file.last());
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(EVERY);
        CompletableFuture<@Nullable Preferences> asked = new CompletableFuture<>();
        Platform.runLater(() -> asked.complete(changed()));
        // The file is written here: the window does not wait for a disk.
        Preferences changed = asked.completeOnTimeout(null, 1, TimeUnit.MINUTES).get();
        if (changed != null) {
          file.write(changed);
        }
      }
    } catch (InterruptedException e) {
      // The window is closed.
    } catch (ExecutionException e) {
      LOG.warn("What was set is kept at the end only", e);
    }
  }
}
