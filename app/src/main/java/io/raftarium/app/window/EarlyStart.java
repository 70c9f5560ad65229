package io.raftarium.app.window;

import io.raftarium.app.clusters.Laboratories;
import io.raftarium.lab.Lab;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ObjDoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A laboratory that starts while the window's toolkit does: each takes seconds, and neither needs
 * the other. Whoever opens it first gets that one; a second time it starts anew.
 */
public final class EarlyStart implements Laboratories {
  /** The toolkit makes the application itself and hands it nothing but words. */
  private static final AtomicReference<@Nullable EarlyStart> BEGUN = new AtomicReference<>();

  private final Laboratories laboratories;
  private final AtomicReference<@Nullable CompletableFuture<Lab>> first = new AtomicReference<>();
  private volatile ObjDoubleConsumer<String> told = (text, done) -> {};
  private volatile @Nullable Step last;

  /** What it is at. */
  private record Step(String text, double done) {}

  private EarlyStart(Laboratories laboratories) {
    this.laboratories = laboratories;
  }

  /** Begins to start one. */
  public static void begin(Laboratories laboratories) {
    EarlyStart start = new EarlyStart(laboratories);
    start.first.set(start.start());
    BEGUN.set(start);
  }

  /** The one that was begun, if any; the rest of the program opens others. */
  static Laboratories begun(Laboratories others) {
    EarlyStart start = BEGUN.getAndSet(null);
    return start == null ? others : start;
  }

  /** Ends the one that was begun where no window will open it. */
  public static void abandon() {
    EarlyStart start = BEGUN.getAndSet(null);
    CompletableFuture<Lab> begun = start == null ? null : start.first.getAndSet(null);
    if (begun != null) {
      begun.thenAccept(Lab::close).exceptionally(_ -> null).join();
    }
  }

  @Override
  public Lab open(ObjDoubleConsumer<String> progress) {
    CompletableFuture<Lab> begun = first.getAndSet(null);
    if (begun == null) {
      return laboratories.open(progress);
    }
    told = progress;
    Step now = last;
    if (now != null) {
      progress.accept(now.text(), now.done());
    }
    try {
      return begun.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private CompletableFuture<Lab> start() {
    CompletableFuture<Lab> opened = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("early-start")
        .start(() -> {
          try {
            opened.complete(laboratories.open(this::tell));
          } catch (RuntimeException | Error e) {
            opened.completeExceptionally(e);
          }
        });
    return opened;
  }

  private void tell(String text, double done) {
    last = new Step(text, done);
    told.accept(text, done);
  }
}
