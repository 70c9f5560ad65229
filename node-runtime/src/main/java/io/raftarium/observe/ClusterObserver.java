package io.raftarium.observe;

import io.raftarium.database.ConnectionSource;
import io.raftarium.record.Tape;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Feed;
import io.raftarium.view.NodeView;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a database: listens first, then reads everything, then reads what is newer whenever it is
 * woken, and publishes each moment as one immutable view. A lost connection shows at once and heals
 * by itself.
 */
public final class ClusterObserver implements Observer {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterObserver.class);
  private static final Duration SHORTEST_REFRESH = Duration.ofMillis(16);
  private static final Duration LONGEST_REST = Duration.ofMillis(50);
  private static final Duration LONGEST_REFRESH = Duration.ofSeconds(2);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration LAST_BACKOFF = Duration.ofSeconds(2);
  private static final Duration END_LIMIT = Duration.ofSeconds(3);

  private final ConnectionSource source;
  private final ViewBoard board;
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean forget;
  private volatile long began;
  private final AtomicInteger connections = new AtomicInteger();
  private volatile @Nullable Connection current;

  /**
   * Starts to follow a database that has schema {@code raft}.
   *
   * @param tape to which every view goes that differs from the one before
   */
  @SuppressWarnings("this-escape") // the class is final and the thread starts last
  public ClusterObserver(ConnectionSource source, Tape tape) {
    this.source = source;
    this.board = new ViewBoard(tape);
    this.thread = Thread.ofVirtual().name("observer").start(this::run);
  }

  @Override
  public ClusterView view() {
    return board.view();
  }

  @Override
  public long began() {
    return began;
  }

  @Override
  public int connections() {
    return connections.get();
  }

  /** Forgets what it knows and reads everything again: the rows are those of a new cluster. */
  public void reset() {
    forget = true;
  }

  @Override
  public boolean await(Duration limit, Predicate<ClusterView> fits) throws InterruptedException {
    return board.await(limit, fits);
  }

  @Override
  public void close() {
    closed = true;
    Connection connection = current;
    try {
      if (connection != null) {
        connection.abort(Runnable::run);
      }
      thread.interrupt();
      if (!thread.join(END_LIMIT)) {
        LOG.warn("The observer does not end");
      }
    } catch (SQLException e) {
      LOG.debug("The observer's connection was closed already", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Duration backoff = FIRST_BACKOFF;
    while (!closed) {
      long begin = System.nanoTime();
      try (Connection connection = source.open("raftarium observer")) {
        current = connection;
        follow(connection);
      } catch (SQLException | RuntimeException e) {
        if (closed) {
          return;
        }
        LOG.debug("The observer lost its connection", e);
        lost(e);
      } catch (InterruptedException e) {
        return;
      } finally {
        current = null;
      }
      // A connection that held for a while begins anew with short waits.
      backoff =
          System.nanoTime() - begin > LAST_BACKOFF.toNanos()
              ? FIRST_BACKOFF
              : shorter(backoff.multipliedBy(2), LAST_BACKOFF);
      try {
        Thread.sleep(backoff);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void follow(Connection connection) throws SQLException, InterruptedException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen raft");
    }
    PGConnection postgres = connection.unwrap(PGConnection.class);
    ClusterReader reader = new ClusterReader(connection, LOG_KEPT);
    int _ = connections.incrementAndGet();
    // A server that crashed may have lost steps of volatile change: what is known counts no more.
    refresh(reader, new TreeMap<>());
    while (!closed) {
      long begin = System.nanoTime();
      // While a rate is shown, it has to be seen falling.
      Duration wait = board.rate() == 0 ? LONGEST_REFRESH : ViewBoard.RATE_WINDOW.dividedBy(4);
      count(postgres.getNotifications((int) wait.toMillis()));
      long reading = System.nanoTime();
      refresh(reader, view().nodes());
      // What is read as fast as it is written would cost as much as the writing.
      long spent = System.nanoTime() - reading;
      long busy = Math.min(3 * spent, LONGEST_REST.toNanos());
      long rest = Math.max(SHORTEST_REFRESH.toNanos() - (System.nanoTime() - begin), busy);
      if (rest > 0) {
        Thread.sleep(Duration.ofNanos(rest));
      }
      // What came meanwhile is gathered for one reading.
      count(postgres.getNotifications());
    }
  }

  private void count(PGNotification @Nullable [] notifications) {
    board.count(notifications == null ? 0 : notifications.length);
  }

  private void refresh(ClusterReader reader, SortedMap<Integer, NodeView> trusted)
      throws SQLException {
    boolean anew = forget;
    forget = false;
    ClusterView before = view();
    if (anew) {
      board.forgetRows();
      began = before.number() + 1;
    }
    SortedMap<Integer, NodeView> known = anew ? new TreeMap<>() : trusted;
    ClusterReader.Reading reading = reader.read(known);
    Instant now = Instant.now();
    Duration lag = before.feed().lag();
    if (!reading.caughtUp() && !reading.steps().isEmpty()) {
      Duration measured = Duration.between(reading.steps().getLast().at(), now);
      lag = measured.isNegative() ? Duration.ZERO : measured;
    }
    Feed feed = new Feed(Feed.State.LIVE, now, lag, board.rate(), null);
    if (!anew && !reading.changed()) {
      board.publish(before.with(feed));
    } else {
      board.read(
          new ClusterView(
              before.number() + 1,
              reading.at(),
              reading.nodes(),
              ViewBoard.journal(
                  anew ? List.of() : before.journal(), reading.steps(), reading.caughtUp()),
              feed));
    }
  }

  private void lost(Exception e) {
    ClusterView last = view();
    String message = String.valueOf(e.getMessage());
    board.publish(
        last.with(
            new Feed(
                Feed.State.LOST,
                last.feed().lastRead(),
                last.feed().lag(),
                0,
                message.lines().findFirst().orElse(message))));
  }
}
