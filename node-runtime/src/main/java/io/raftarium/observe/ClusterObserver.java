package io.raftarium.observe;

import io.raftarium.database.ConnectionSource;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.record.Tape;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Feed;
import io.raftarium.view.NodeView;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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
public final class ClusterObserver implements AutoCloseable {
  /** Log entries of each node in a view; older ones are left out. */
  public static final int LOG_KEPT = 300;

  private static final Logger LOG = LoggerFactory.getLogger(ClusterObserver.class);
  private static final int JOURNAL_KEPT = 400;
  private static final Duration SHORTEST_REFRESH = Duration.ofMillis(16);
  private static final Duration LONGEST_REST = Duration.ofMillis(50);
  private static final Duration LONGEST_REFRESH = Duration.ofSeconds(2);
  private static final Duration RATE_WINDOW = Duration.ofSeconds(1);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
  private static final Duration LAST_BACKOFF = Duration.ofSeconds(2);
  private static final Duration END_LIMIT = Duration.ofSeconds(3);

  private final ConnectionSource source;
  private final Tape tape;
  private final Deque<Long> notified = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private volatile ClusterView view = ClusterView.NOTHING;
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
    this.tape = tape;
    this.thread = Thread.ofVirtual().name("observer").start(this::run);
  }

  /** The newest view; never blocks. */
  public ClusterView view() {
    return view;
  }

  /** The number of the first view of the cluster that is followed now. */
  public long began() {
    return began;
  }

  /** How often it had to connect; between two connections anything may have happened. */
  public int connections() {
    return connections.get();
  }

  /** Forgets what it knows and reads everything again: the rows are those of a new cluster. */
  public void reset() {
    forget = true;
  }

  /** Waits for a view that fits; returns whether one came in time. */
  public boolean await(Duration limit, Predicate<ClusterView> fits) throws InterruptedException {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (!fits.test(view)) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
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
      Duration wait = notified.isEmpty() ? LONGEST_REFRESH : RATE_WINDOW.dividedBy(4);
      count(postgres.getNotifications((int) wait.toMillis()));
      long reading = System.nanoTime();
      refresh(reader, view.nodes());
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
    long now = System.nanoTime();
    for (int i = 0; notifications != null && i < notifications.length; i++) {
      notified.addLast(now);
    }
    while (!notified.isEmpty() && now - notified.getFirst() > RATE_WINDOW.toNanos()) {
      notified.removeFirst();
    }
  }

  private void refresh(ClusterReader reader, SortedMap<Integer, NodeView> trusted)
      throws SQLException {
    boolean anew = forget;
    forget = false;
    ClusterView before = view;
    if (anew) {
      tape.forgetRows();
      began = before.number() + 1;
    }
    SortedMap<Integer, NodeView> known = anew ? new TreeMap<>() : trusted;
    ClusterReader.Reading reading = reader.read(known);
    double rate = notified.size() / (double) RATE_WINDOW.toSeconds();
    Instant now = Instant.now();
    Duration lag = before.feed().lag();
    if (!reading.caughtUp() && !reading.steps().isEmpty()) {
      Duration measured = Duration.between(reading.steps().getLast().at(), now);
      lag = measured.isNegative() ? Duration.ZERO : measured;
    }
    Feed feed = new Feed(Feed.State.LIVE, now, lag, rate, null);
    if (!anew && !reading.changed()) {
      publish(before.with(feed), false);
    } else {
      publish(
          new ClusterView(
              before.number() + 1,
              reading.at(),
              reading.nodes(),
              journal(anew ? List.of() : before.journal(), reading),
              feed),
          true);
    }
  }

  /** The newest steps; of a node that was read whole, none is there twice. */
  private static List<JournalEntry> journal(
      List<JournalEntry> before, ClusterReader.Reading reading) {
    if (reading.steps().isEmpty()) {
      return before;
    }
    List<JournalEntry> all = new ArrayList<>(before);
    if (reading.caughtUp()) {
      all.removeIf(old ->
          reading.steps().stream()
              .anyMatch(step -> step.nodeId() == old.nodeId() && step.version() <= old.version()));
    }
    all.addAll(reading.steps());
    return List.copyOf(all.subList(Math.max(0, all.size() - JOURNAL_KEPT), all.size()));
  }

  private void lost(Exception e) {
    ClusterView last = view;
    String message = String.valueOf(e.getMessage());
    publish(
        last.with(
            new Feed(
                Feed.State.LOST,
                last.feed().lastRead(),
                last.feed().lag(),
                0,
                message.lines().findFirst().orElse(message))),
        false);
    notified.clear();
  }

  private void publish(ClusterView next, boolean keep) {
    if (keep) {
      tape.read(next);
    }
    lock.lock();
    try {
      view = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
