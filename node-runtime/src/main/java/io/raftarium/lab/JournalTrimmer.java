package io.raftarium.lab;

import io.raftarium.database.ConnectionSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the nodes' journals short in the background, never in a step that somebody waits for. */
public final class JournalTrimmer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalTrimmer.class);
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration END_LIMIT = Duration.ofSeconds(5);

  private final NodeRows rows;
  private final Supplier<Set<Integer>> nodes;
  private final Duration interval;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** Of nodes whose rows are all in one database. */
  public static JournalTrimmer of(ConnectionSource database, Supplier<Set<Integer>> nodes) {
    return new JournalTrimmer(new NodeRows(database), nodes);
  }

  JournalTrimmer(NodeRows rows, Supplier<Set<Integer>> nodes) {
    this(rows, nodes, INTERVAL);
  }

  @SuppressWarnings("this-escape") // final, and the thread starts last
  JournalTrimmer(NodeRows rows, Supplier<Set<Integer>> nodes, Duration interval) {
    this.rows = rows;
    this.nodes = nodes;
    this.interval = interval;
    this.thread = Thread.ofVirtual().name("journal-trimmer").start(this::run);
  }

  private void run() {
    try {
      while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
        trim();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void trim() {
    List<Integer> ids = List.copyOf(nodes.get());
    if (ids.isEmpty()) {
      return;
    }
    try {
      rows.trim(ids, () -> closed.getCount() > 0);
    } catch (SQLException e) {
      LOG.debug("The journals were not trimmed this time", e);
    }
  }

  /** Ends the thread after the batch that it is in. */
  @Override
  public void close() {
    closed.countDown();
    try {
      if (!thread.join(END_LIMIT)) {
        LOG.warn("The thread that trims the journals does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
