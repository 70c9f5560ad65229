package io.raftarium.observe;

import io.raftarium.time.Backoff;
import io.raftarium.view.NodeView;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One database of several: listens on one connection and reads on another, so that a reading never
 * waits for a notification. Connects again for as long as it takes.
 */
final class SiteRows implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SiteRows.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final int LISTEN_MILLIS = 2_000;

  private final SitesObserver.Site site;
  private final IntConsumer notified;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicReference<@Nullable Reader> reader = new AtomicReference<>();
  private final Thread thread;
  private volatile SortedMap<Integer, NodeView> nodes = Collections.emptySortedMap();
  private volatile Instant lastRead = Instant.EPOCH;
  private volatile @Nullable String problem;
  private volatile @Nullable Connection listening;
  private volatile boolean closed;

  /** Reads on its connection; what it knows is what it has read itself. */
  private static final class Reader {
    private final Connection connection;
    private final ClusterReader rows;
    private SortedMap<Integer, NodeView> known = new TreeMap<>();

    Reader(Connection connection) {
      this.connection = connection;
      this.rows = new ClusterReader(connection, Observer.LOG_KEPT);
    }
  }

  @SuppressWarnings("this-escape") // the class is final and the thread starts last
  SiteRows(SitesObserver.Site site, IntConsumer notified) {
    this.site = site;
    this.notified = notified;
    this.thread = Thread.ofVirtual().name("observer of " + site.nodes()).unstarted(this::run);
    thread.start();
  }

  SortedSet<Integer> members() {
    return site.nodes();
  }

  /** As they were read last. */
  SortedMap<Integer, NodeView> nodes() {
    return nodes;
  }

  Instant lastRead() {
    return lastRead;
  }

  @Nullable String problem() {
    return problem;
  }

  int connections() {
    return connections.get();
  }

  /** Begins to read what is newer; empty while there is no connection. */
  Optional<CompletableFuture<ClusterReader.Reading>> read() {
    Reader now = reader.get();
    if (now == null) {
      return Optional.empty();
    }
    CompletableFuture<ClusterReader.Reading> reading = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("reader of " + site.nodes())
        .start(() -> {
          try {
            ClusterReader.Reading read = now.rows.read(now.known);
            now.known = read.nodes();
            reading.complete(read);
          } catch (SQLException | RuntimeException e) {
            reading.completeExceptionally(e);
          }
        });
    return Optional.of(reading);
  }

  /** Waits for a reading; null, and the connection is given up, where it does not come. */
  ClusterReader.@Nullable Reading await(
      CompletableFuture<ClusterReader.Reading> reading, long nanos) throws InterruptedException {
    try {
      ClusterReader.Reading read = reading.get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
      nodes = read.nodes();
      lastRead = Instant.now();
      problem = null;
      return read;
    } catch (ExecutionException e) {
      lost(String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
    } catch (TimeoutException e) {
      lost("it does not answer");
    }
    return null;
  }

  private void lost(String why) {
    problem = why.lines().findFirst().orElse(why);
    Reader gone = reader.getAndSet(null);
    abort(gone == null ? null : gone.connection);
    abort(listening);
  }

  private static void abort(@Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("It was closed already", e);
      }
    }
  }

  private void run() {
    Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT);
    while (!closed) {
      try (Connection listener = site.database().open("raftarium observer");
          Connection reading = site.database().open("raftarium reader")) {
        listening = listener;
        try (Statement statement = listener.createStatement()) {
          statement.execute("listen raft");
        }
        reader.set(new Reader(reading));
        int _ = connections.incrementAndGet();
        backoff.reset();
        listen(listener.unwrap(PGConnection.class));
      } catch (SQLException | RuntimeException e) {
        LOG.debug("The database of {} is lost", site.nodes(), e);
        if (!closed) {
          lost(String.valueOf(e.getMessage()));
          notified.accept(0);
        }
      }
      try {
        Thread.sleep(backoff.next());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void listen(PGConnection postgres) throws SQLException {
    notified.accept(0);
    while (!closed && reader.get() != null) {
      PGNotification[] came = postgres.getNotifications(LISTEN_MILLIS);
      if (came != null && came.length > 0) {
        notified.accept(came.length);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    Reader last = reader.getAndSet(null);
    abort(last == null ? null : last.connection);
    abort(listening);
    thread.interrupt();
  }
}
