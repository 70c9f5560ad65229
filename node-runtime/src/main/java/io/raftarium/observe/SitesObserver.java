package io.raftarium.observe;

import io.raftarium.database.ConnectionSource;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Role;
import io.raftarium.record.Tape;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Feed;
import io.raftarium.view.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the databases of a cluster whose nodes have one each. No snapshot covers several
 * databases, so they are read in an order: the leader of the highest term first, the others after
 * it. What it had committed when it was read, a majority of the others shows too.
 *
 * <p>A database that cannot be read holds nobody up: its nodes stay as they were read last, and the
 * view says since when.
 */
public final class SitesObserver implements Observer {
  private static final Logger LOG = LoggerFactory.getLogger(SitesObserver.class);
  private static final Duration READ_LIMIT = Duration.ofSeconds(2);
  private static final Duration SHORTEST_REFRESH = Duration.ofMillis(16);
  private static final Duration LONGEST_REST = Duration.ofMillis(50);
  private static final Duration LONGEST_REFRESH = Duration.ofMillis(500);
  private static final Duration END_LIMIT = Duration.ofSeconds(3);
  private static final int MOST_ROUNDS = 4;

  private final List<SiteRows> sites = new ArrayList<>();
  private final ViewBoard board;
  private final Semaphore woken = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  /**
   * A database of a cluster.
   *
   * @param nodes whose rows are there
   */
  public record Site(ConnectionSource database, SortedSet<Integer> nodes) {}

  /**
   * Starts to follow them.
   *
   * @param tape to which every view goes that differs from the one before
   */
  @SuppressWarnings("this-escape") // the class is final and the thread starts last
  public SitesObserver(Collection<Site> sites, Tape tape) {
    this.board = new ViewBoard(tape);
    sites.forEach(site -> this.sites.add(new SiteRows(site, this::notified)));
    this.thread = Thread.ofVirtual().name("observer").start(this::run);
  }

  private void notified(int count) {
    board.count(count);
    woken.release();
  }

  @Override
  public ClusterView view() {
    return board.view();
  }

  @Override
  public long began() {
    return 0;
  }

  @Override
  public int connections() {
    return sites.stream().mapToInt(SiteRows::connections).sum();
  }

  @Override
  public boolean await(Duration limit, Predicate<ClusterView> fits) throws InterruptedException {
    return board.await(limit, fits);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    sites.forEach(SiteRows::close);
    try {
      if (!thread.join(END_LIMIT)) {
        LOG.warn("The observer does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed) {
        long begin = System.nanoTime();
        refresh();
        // What is read as fast as it is written would cost as much as the writing.
        long spent = System.nanoTime() - begin;
        long busy = Math.min(3 * spent, LONGEST_REST.toNanos());
        Thread.sleep(Duration.ofNanos(Math.max(SHORTEST_REFRESH.toNanos() - spent, busy)));
        boolean _ = woken.tryAcquire(LONGEST_REFRESH.toMillis(), TimeUnit.MILLISECONDS);
        int _ = woken.drainPermits();
      }
    } catch (InterruptedException e) {
      LOG.debug("The observer is told to end");
    }
  }

  /** What a round of readings came to. */
  private static final class Round {
    private final Map<SiteRows, SortedMap<Integer, NodeView>> nodes = new LinkedHashMap<>();

    /** Those that were read in this very round: the rows of others are of another moment. */
    private final Set<SiteRows> read = new HashSet<>();

    private final List<JournalEntry> steps = new ArrayList<>();
    private boolean changed;
    private boolean caughtUp;
    private Instant at = Instant.EPOCH;

    void add(SiteRows site, ClusterReader.Reading reading) {
      nodes.put(site, reading.nodes());
      boolean _ = read.add(site);
      steps.addAll(reading.steps());
      changed |= reading.changed();
      caughtUp |= reading.caughtUp();
      at = reading.at().isAfter(at) ? reading.at() : at;
    }

    /** Where the leader of the highest term is. */
    @Nullable SiteRows leads() {
      return nodes.entrySet().stream()
          .filter(site -> term(site.getValue()) > 0)
          .max(Comparator.comparingLong(site -> term(site.getValue())))
          .map(Map.Entry::getKey)
          .orElse(null);
    }

    private static long term(SortedMap<Integer, NodeView> nodes) {
      return nodes.values().stream()
          .filter(node -> node.role() == Role.LEADER)
          .mapToLong(NodeView::currentTerm)
          .max()
          .orElse(0);
    }
  }

  private void refresh() throws InterruptedException {
    Round round = new Round();
    sites.forEach(site -> round.nodes.put(site, site.nodes()));
    SiteRows first = round.leads();
    for (int i = 0; i < MOST_ROUNDS; i++) {
      SiteRows leader = first;
      if (i == 0 && leader != null) {
        read(Set.of(leader), round);
      }
      read(sites.stream().filter(site -> !site.equals(leader)).toList(), round);
      SiteRows leads = round.leads();
      if (leads == null || leads.equals(leader)) {
        break;
      }
      // It was read among the others: they are read again after it.
      first = leads;
    }
    publish(round);
  }

  /** Reads them beside each other. */
  private void read(Collection<SiteRows> which, Round round) throws InterruptedException {
    Map<SiteRows, CompletableFuture<ClusterReader.Reading>> readings = new LinkedHashMap<>();
    which.forEach(round.read::remove);
    which.forEach(site -> site.read().ifPresent(reading -> readings.put(site, reading)));
    long deadline = System.nanoTime() + READ_LIMIT.toNanos();
    for (Map.Entry<SiteRows, CompletableFuture<ClusterReader.Reading>> reading :
        readings.entrySet()) {
      ClusterReader.Reading done =
          reading.getKey().await(reading.getValue(), deadline - System.nanoTime());
      if (done != null) {
        round.add(reading.getKey(), done);
      }
    }
  }

  private void publish(Round round) {
    ClusterView before = view();
    TreeMap<Integer, NodeView> nodes = new TreeMap<>();
    TreeMap<Integer, Instant> away = new TreeMap<>();
    Instant newest = Instant.EPOCH;
    String problem = null;
    for (SiteRows site : sites) {
      site.members().forEach(node -> nodes.put(node, NodeView.unread(node)));
      nodes.putAll(round.nodes.getOrDefault(site, Collections.emptySortedMap()));
      newest = site.lastRead().isAfter(newest) ? site.lastRead() : newest;
      if (!round.read.contains(site)) {
        Instant read = site.lastRead();
        site.members().forEach(node -> away.put(node, read));
        problem = problem == null ? site.problem() : problem;
      }
    }
    boolean none = round.read.isEmpty();
    Feed.State state =
        !none
            ? Feed.State.LIVE
            : newest.equals(Instant.EPOCH) && problem == null
                ? Feed.State.CONNECTING
                : Feed.State.LOST;
    List<JournalEntry> steps =
        round.steps.stream().sorted(Comparator.comparing(JournalEntry::at)).toList();
    Duration lag = before.feed().lag();
    if (!round.caughtUp && !steps.isEmpty()) {
      Duration measured = Duration.between(steps.getLast().at(), Instant.now());
      lag = measured.isNegative() ? Duration.ZERO : measured;
    }
    Feed feed =
        new Feed(
            state,
            newest,
            lag,
            none ? 0 : board.rate(),
            none ? problem : null,
            Collections.unmodifiableSortedMap(away));
    if (!round.changed && nodes.keySet().equals(before.nodes().keySet())) {
      board.publish(before.with(feed));
    } else {
      board.read(
          new ClusterView(
              before.number() + 1,
              round.at,
              Collections.unmodifiableSortedMap(nodes),
              ViewBoard.journal(before.journal(), steps, round.caughtUp),
              feed));
    }
  }
}
