package io.raftarium.node;

import io.raftarium.database.ConnectionSource;
import io.raftarium.time.Backoff;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's way to its rows: one connection at a time, opened anew where it was lost. */
final class NodeConnection {
  private static final Logger LOG = LoggerFactory.getLogger(NodeConnection.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(50);
  private static final Duration LONGEST_WAIT = Duration.ofMillis(800);

  private final int id;
  private final ConnectionSource source;
  private final NodeLife life;
  private final Mailbox mailbox;
  private final Duration limit;
  private final AtomicReference<@Nullable StepConnection> current = new AtomicReference<>();

  /**
   * A way that is not open yet.
   *
   * @param mailbox its end cuts every wait short
   * @param limit how long to try to open
   */
  NodeConnection(int id, ConnectionSource source, NodeLife life, Mailbox mailbox, Duration limit) {
    this.id = id;
    this.source = source;
    this.life = life;
    this.mailbox = mailbox;
    this.limit = limit;
  }

  /** The open connection; null where the process ended before there was one. */
  @Nullable StepConnection current() {
    return current.get();
  }

  /** Opens a new connection, as often as the limit allows, unless the process ends meanwhile. */
  void open() throws SQLException, InterruptedException {
    close();
    long deadline = System.nanoTime() + limit.toNanos();
    Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT);
    while (!life.over()) {
      try {
        StepConnection fresh = StepConnection.open(id, source);
        current.set(fresh);
        if (life.over()) {
          fresh.kill();
        }
        return;
      } catch (SQLException e) {
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
        if (backoff.fresh()) {
          LOG.warn("Node {} is without its database and tries again: {}", id, e.getMessage());
        }
        mailbox.pause(backoff.next());
      }
    }
  }

  /** Ends it in the middle of what it does, from another thread. */
  void kill() {
    StepConnection now = current.get();
    if (now != null) {
      now.kill();
    }
  }

  /** Ends it between two steps. */
  void close() {
    StepConnection last = current.getAndSet(null);
    if (last != null) {
      last.close();
    }
  }
}
