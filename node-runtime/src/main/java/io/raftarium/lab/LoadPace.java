package io.raftarium.lab;

import io.raftarium.time.LabClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** When a client of a load asks next, in laboratory time. */
final class LoadPace {
  private final LabClock clock;
  private final long intervalNanos;
  private long due;

  /**
   * A pace.
   *
   * @param intervalNanos between two operations; 0 for none
   * @param firstNanos until the first
   */
  LoadPace(LabClock clock, long intervalNanos, long firstNanos) {
    this.clock = clock;
    this.intervalNanos = intervalNanos;
    this.due = clock.now() + firstNanos;
  }

  /** Waits for the next turn. A client that was kept waiting by its answer does not make up. */
  void await() throws InterruptedException {
    if (intervalNanos > 0) {
      sleep(due - clock.now());
      due = Math.max(due, clock.now()) + intervalNanos;
    }
  }

  /** Waits so long. */
  void rest(Duration time) throws InterruptedException {
    sleep(time.toNanos());
  }

  private void sleep(long nanos) throws InterruptedException {
    if (nanos <= 0) {
      return;
    }
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    LabClock.Alarm alarm = clock.schedule(nanos, () -> over.complete(true));
    try {
      boolean _ = over.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      alarm.cancel();
    }
  }
}
