package io.raftarium.bench;

import io.raftarium.lab.LabException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Loads that are put on a replicated map, the same on each.
 *
 * @param cancelled asked often; once true, what runs ends soon
 */
public record Bench(BooleanSupplier cancelled) {
  /** Keys that are written, each again and again. */
  public static final int KEYS = 1_000;

  private static final long ANSWER_SECONDS = 20;
  private static final long LONGEST_NANOS = 60_000_000_000L;

  /** After so long without an answer, a write that looks for the new leader is asked again. */
  private static final long AGAIN_MILLIS = 200;

  private static final long FAILOVER_NANOS = 30_000_000_000L;

  static String key(long number) {
    return "key" + number % KEYS;
  }

  /** Clients that put, each one value after the other. */
  public Cell write(Target target, int clients, Duration warmUp, Duration length)
      throws InterruptedException {
    AtomicLong next = new AtomicLong();
    return load("write", clients, warmUp, length, () -> target.write(next.incrementAndGet()));
  }

  /** Clients that read linearizably, each one key after the other. */
  public Cell read(Target target, int clients, Duration warmUp, Duration length)
      throws InterruptedException {
    AtomicLong next = new AtomicLong();
    return load("read", clients, warmUp, length, () -> target.read(next.incrementAndGet()));
  }

  private Cell load(
      String what,
      int clients,
      Duration warmUp,
      Duration length,
      Supplier<CompletableFuture<Boolean>> asking)
      throws InterruptedException {
    Histogram latency = new ConcurrentHistogram(LONGEST_NANOS, 3);
    AtomicLong failed = new AtomicLong();
    AtomicBoolean measured = new AtomicBoolean();
    AtomicBoolean ended = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                while (!ended.get()) {
                  long begin = System.nanoTime();
                  boolean counts = measured.get();
                  boolean ok = ok(asking, ANSWER_SECONDS * 1_000);
                  if (counts && !ended.get()) {
                    if (ok) {
                      latency.recordValue(Math.min(System.nanoTime() - begin, LONGEST_NANOS));
                    } else {
                      failed.incrementAndGet();
                    }
                  }
                }
              }));
    }
    sleep(warmUp);
    measured.set(true);
    long begin = System.nanoTime();
    sleep(length);
    ended.set(true);
    double seconds = (System.nanoTime() - begin) / 1e9;
    for (Thread thread : threads) {
      boolean _ = thread.join(Duration.ofSeconds(ANSWER_SECONDS));
    }
    return new Cell(what, clients, seconds, failed.get(), latency.copy());
  }

  private void sleep(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end && !cancelled.getAsBoolean()) {
      Thread.sleep(Math.clamp((end - System.nanoTime()) / 1_000_000, 1, 50));
    }
  }

  private static boolean ok(Supplier<CompletableFuture<Boolean>> asking, long limitMillis) {
    try {
      return asking.get().get(limitMillis, TimeUnit.MILLISECONDS);
    } catch (LabException | ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Kills the leader; how long until a write is answered "ok" again, ms. */
  public double failover(Target target) throws IOException, InterruptedException {
    target.awaitLeader();
    long begin = System.nanoTime();
    target.killLeader();
    long number = 0;
    while (!cancelled.getAsBoolean() && System.nanoTime() - begin < FAILOVER_NANOS) {
      long asked = number++;
      if (ok(() -> target.write(asked), AGAIN_MILLIS)) {
        break;
      }
      Thread.sleep(1);
    }
    double millis = (System.nanoTime() - begin) / 1e6;
    target.heal();
    return millis;
  }
}
