package io.raftarium.bench;

import io.raftarium.lab.LabException;
import io.raftarium.lab.LabOptions;
import io.raftarium.lab.LocalLab;
import io.raftarium.protocol.Command;
import io.raftarium.server.Folders;
import io.raftarium.view.ClusterView;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A cluster of its own in a temporary folder, as the desktop has it: one embedded server that waits
 * for the disk, a follower that reads every change, promises watched, everything on the tape.
 */
public final class Bench implements AutoCloseable {
  /** Keys that are written, each again and again. */
  public static final int KEYS = 1_000;

  private static final Duration LEADER_LIMIT = Duration.ofSeconds(30);
  private static final long ANSWER_SECONDS = 20;
  private static final long LONGEST_NANOS = 60_000_000_000L;

  private final Path folder;
  private final LocalLab lab;
  private final BooleanSupplier cancelled;

  private Bench(Path folder, LocalLab lab, BooleanSupplier cancelled) {
    this.folder = folder;
    this.lab = lab;
    this.cancelled = cancelled;
  }

  /**
   * Starts nodes and waits for their leader.
   *
   * @param cancelled asked often; once true, what runs ends soon
   */
  public static Bench start(int nodes, BooleanSupplier cancelled)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("raftarium-bench");
    LocalLab lab = null;
    try {
      lab = LocalLab.openBeside(LabOptions.in(folder), (what, share) -> {});
      Bench bench = new Bench(folder, lab, cancelled);
      lab.cluster().start(nodes);
      bench.awaitLeader();
      return bench;
    } catch (RuntimeException | InterruptedException e) {
      if (lab != null) {
        lab.close();
      }
      Folders.delete(folder);
      throw e;
    }
  }

  /** The database that the rows are in. */
  public String database() {
    return lab.database();
  }

  /** Clients that put, each one value after the other. */
  public Cell write(int clients, Duration warmUp, Duration length) throws InterruptedException {
    AtomicLong next = new AtomicLong();
    return load(
        "write",
        clients,
        warmUp,
        length,
        () -> {
          long number = next.incrementAndGet();
          return lab.client()
              .submit(
                  OptionalInt.empty(),
                  Command.put("key" + number % KEYS, JsonNodeFactory.instance.numberNode(number)));
        });
  }

  /** Clients that read linearizably, each one key after the other. */
  public Cell read(int clients, Duration warmUp, Duration length) throws InterruptedException {
    AtomicLong next = new AtomicLong();
    return load(
        "read",
        clients,
        warmUp,
        length,
        () -> lab.client().read(OptionalInt.empty(), "key" + next.incrementAndGet() % KEYS));
  }

  private interface Asking {
    CompletableFuture<Submission> ask();
  }

  private Cell load(String what, int clients, Duration warmUp, Duration length, Asking asking)
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
                  boolean ok = ok(asking);
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

  private static boolean ok(Asking asking) {
    try {
      return asking.ask().get(ANSWER_SECONDS, TimeUnit.SECONDS).status() == Submission.Status.OK;
    } catch (LabException | ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Kills the leader; how long until a write is answered "ok" again, ms. */
  public double failover() throws InterruptedException {
    awaitLeader();
    NodeView leader = lab.cluster().view().leader();
    if (leader == null) {
      throw new LabException("No node leads, so that no leader can be killed.");
    }
    long begin = System.nanoTime();
    lab.cluster().kill(leader.id());
    while (!ok(
            () ->
                lab.client()
                    .submit(
                        OptionalInt.empty(),
                        Command.put("key0", JsonNodeFactory.instance.numberNode(0))))
        && System.nanoTime() - begin < LEADER_LIMIT.toNanos()
        && !cancelled.getAsBoolean()) {
      Thread.sleep(1);
    }
    double millis = (System.nanoTime() - begin) / 1e6;
    lab.cluster().restart(leader.id());
    awaitLeader();
    return millis;
  }

  private void awaitLeader() throws InterruptedException {
    Predicate<ClusterView> followed =
        view -> {
          NodeView leader = view.leader();
          return leader != null
              && leader.commitIndex() > 0
              && view.nodes().values().stream()
                  .allMatch(node ->
                      node.currentTerm() == leader.currentTerm()
                          && Integer.valueOf(leader.id()).equals(node.leaderId()));
        };
    if (!lab.observer().await(LEADER_LIMIT, followed)) {
      throw new LabException(
          "No leader that all follow within " + LEADER_LIMIT.toSeconds() + " s.");
    }
  }

  @Override
  public void close() throws IOException {
    lab.close();
    Folders.delete(folder);
  }
}
