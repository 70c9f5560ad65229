package io.raftarium.lab;

import io.raftarium.database.ConnectionSource;
import io.raftarium.observe.Observer;
import io.raftarium.promise.Breaches;
import io.raftarium.promise.Kept;
import io.raftarium.promise.Promise;
import io.raftarium.promise.Promise.Unit;
import io.raftarium.promise.Promises;
import io.raftarium.promise.RowCheck;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Deed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the views of a running cluster and knows which promises it kept. */
final class PromiseWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PromiseWatch.class);
  private static final Duration END_LIMIT = Duration.ofSeconds(6);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** Counts rise with every step: they are told no more often than a person can read. */
  private static final long TELL_NANOS = 500_000_000;

  private final List<ConnectionSource> sources;
  private final Observer observer;
  private final Supplier<Promises> fresh;
  private final Consumer<Deed> told;
  private final Thread thread;
  private final Map<Promise, Breach> breaches =
      Collections.synchronizedMap(new EnumMap<>(Promise.class));
  private volatile List<Kept> newest = List.of();
  private volatile long rowsChecked;

  /** The view that is looked at. */
  private volatile long looking;

  /** On how much of what was seen each promise was checked. */
  private volatile Map<Promise, Long> counts = Map.of();

  /** Views that still are of a cluster that is gone; none where it is negative. */
  private volatile long gone = -1;

  /**
   * Over one database.
   *
   * @param told of each promise that is broken, once
   */
  static PromiseWatch of(ConnectionSource source, Observer observer, Consumer<Deed> told) {
    return new PromiseWatch(List.of(source), observer, Promises::ofViews, told);
  }

  /** Over several, of which no snapshot shows all. */
  static PromiseWatch over(List<ConnectionSource> sources, Observer observer, Consumer<Deed> told) {
    return new PromiseWatch(sources, observer, Promises::ofReadings, told);
  }

  /** What was seen instead, and in which view first. */
  private record Breach(String what, long seenAt) {}

  @SuppressWarnings("this-escape") // final, and the thread starts last
  private PromiseWatch(
      List<ConnectionSource> sources,
      Observer observer,
      Function<Breaches, Promises> kind,
      Consumer<Deed> told) {
    this.told = told;
    this.sources = sources;
    this.observer = observer;
    this.fresh = () -> kind.apply(this::broken);
    this.thread = Thread.ofVirtual().name("promises").start(this::run);
  }

  /** Every promise that a running cluster can be seen to keep; empty before anything was seen. */
  List<Kept> newest() {
    return newest;
  }

  /**
   * The cluster that is followed ends now; what is read until the observer begins anew is of it.
   */
  void forget() {
    gone = observer.began();
    newest = List.of();
  }

  /**
   * Looks at all rows of the database, whatever the steps said.
   *
   * @return every promise, with what was found
   */
  List<Kept> check() throws SQLException {
    long checked = 0;
    for (ConnectionSource source : sources) {
      checked += check(source);
    }
    rowsChecked = checked;
    List<Kept> now = list();
    newest = now;
    return now;
  }

  private long check(ConnectionSource source) throws SQLException {
    try (Connection connection = source.open("raftarium promises");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      statement.execute("set local statement_timeout = '60s'");
      try (RowCheck rows = new RowCheck(connection)) {
        rows.run(this::broken);
      }
      try (ResultSet row =
          statement.executeQuery(
              "select (select count(*) from raft.raft_state) + (select count(*) from raft.raft_log)")) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!thread.join(END_LIMIT)) {
        LOG.warn("The thread that watches the promises does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Promises promises = fresh.get();
    long seen = 0;
    long began = 0;
    int connection = 0;
    long told = System.nanoTime() - TELL_NANOS;
    boolean untold = false;
    while (true) {
      try {
        long last = seen;
        boolean more = observer.await(LOOK_AGAIN, view -> view.number() != last);
        long nowBegan = observer.began();
        if (more && nowBegan != gone) {
          if (nowBegan != began) {
            began = nowBegan;
            promises = fresh.get();
            breaches.clear();
            rowsChecked = 0;
            counts = Map.of();
          }
          int nowConnection = observer.connections();
          if (nowConnection != connection) {
            connection = nowConnection;
            promises.missed();
          }
          ClusterView view = observer.view();
          seen = view.number();
          if (seen >= began) {
            looking = seen;
            int broken = breaches.size();
            promises.view(view);
            untold = true;
            if (breaches.size() > broken) {
              told -= TELL_NANOS;
            }
          }
        } else if (more) {
          // Of the cluster that is gone.
          seen = observer.view().number();
        }
        if (untold && System.nanoTime() - told >= TELL_NANOS && nowBegan != gone) {
          counts = counts(promises);
          newest = list();
          told = System.nanoTime();
          untold = false;
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void broken(Promise promise, String what) {
    if (breaches.putIfAbsent(promise, new Breach(what, looking)) == null) {
      told.accept(new Deed.Broken(promise.name(), what));
    }
  }

  private List<Kept> list() {
    Map<Promise, Long> seen = counts;
    List<Kept> all = new ArrayList<>();
    for (Promise promise : Promise.values()) {
      Breach breach = breaches.get(promise);
      if (promise.unit() != Unit.HISTORY || breach != null) {
        long checked = promise.unit() == Unit.ROWS ? rowsChecked : seen.getOrDefault(promise, 0L);
        all.add(
            breach == null
                ? new Kept(promise, checked, null, 0)
                : new Kept(promise, checked, breach.what(), breach.seenAt()));
      }
    }
    return List.copyOf(all);
  }

  private static Map<Promise, Long> counts(Promises promises) {
    Map<Promise, Long> counts = new EnumMap<>(Promise.class);
    for (Promise promise : Promise.values()) {
      counts.put(promise, promises.checked(promise));
    }
    return counts;
  }
}
