package io.raftarium.node;

import io.raftarium.database.ConnectionSource;
import io.raftarium.protocol.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the disk in the place of a leader, which sends its entries meanwhile (dissertation
 * 10.2.1): a second connection of the node, whose empty transaction is on disk only after all that
 * was committed before it. What it covers is told with the node's next event, or by one of its own
 * where the node waits for nothing else.
 */
final class OwnDisk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OwnDisk.class);
  private static final Duration AGAIN = Duration.ofMillis(200);

  /** The end of the log as it is committed now; on disk, with it, once this is answered. */
  private static final String FLUSH =
      """
      select s.last_log_index, s.last_log_term, pg_catalog.pg_logical_emit_message(true, 'raftarium', '')::text
        from raft.raft_state s
       where s.node_id = ?
      """;

  private final int node;
  private final ConnectionSource source;
  private final Runnable wake;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private boolean asked;
  private boolean awaited;
  private boolean closed;
  private Event.@Nullable Stored stored;

  private OwnDisk(int node, ConnectionSource source, Runnable wake) {
    this.node = node;
    this.source = source;
    this.wake = wake;
    this.thread = Thread.ofVirtual().name("disk of node " + node).unstarted(this::run);
  }

  /**
   * Begins to watch.
   *
   * @param wake called where something is stored that a step is awaited for
   */
  static OwnDisk watch(int node, ConnectionSource source, Runnable wake) {
    OwnDisk disk = new OwnDisk(node, source, wake);
    disk.thread.start();
    return disk;
  }

  /** The log grew without waiting for the disk. */
  void grown() {
    lock.lock();
    try {
      asked = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * What was stored and not told yet.
   *
   * @param awaits whether a step that counts on it is about to be taken: if nothing is stored yet,
   *     the node is woken as soon as there is
   */
  Event.@Nullable Stored take(boolean awaits) {
    lock.lock();
    try {
      Event.Stored now = stored;
      stored = null;
      awaited = now == null && (awaits || awaited);
      return now;
    } finally {
      lock.unlock();
    }
  }

  /** The step that should have told it was not taken. */
  void giveBack(Event.Stored untold) {
    lock.lock();
    try {
      if (stored == null) {
        stored = untold;
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (awaitGrown()) {
      try (Connection connection = source.open("raftarium disk of node " + node);
          PreparedStatement flush = connection.prepareStatement(FLUSH)) {
        connection.setAutoCommit(true);
        flush.setInt(1, node);
        do {
          flushed(flush);
        } while (awaitGrown());
      } catch (SQLException e) {
        LOG.debug("Node {} does not know what is on its disk: {}", node, e.getMessage());
        again();
      }
    }
  }

  private void flushed(PreparedStatement flush) throws SQLException {
    try (ResultSet row = flush.executeQuery()) {
      if (row.next()) {
        tell(new Event.Stored(row.getLong(1), row.getLong(2)));
      }
    }
  }

  private void tell(Event.Stored now) {
    boolean waits;
    lock.lock();
    try {
      stored = now;
      waits = awaited;
    } finally {
      lock.unlock();
    }
    if (waits) {
      wake.run();
    }
  }

  /** Waits for something to do; false once it is closed. */
  private boolean awaitGrown() {
    lock.lock();
    try {
      while (!asked && !closed) {
        // The limit only guards against a lost wake-up.
        boolean _ = changed.await(10, TimeUnit.SECONDS);
      }
      asked = false;
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** What was asked for stays so, after a while. */
  private void again() {
    lock.lock();
    try {
      long left = AGAIN.toNanos();
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      asked = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
