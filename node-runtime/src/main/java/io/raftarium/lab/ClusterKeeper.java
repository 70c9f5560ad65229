package io.raftarium.lab;

import io.raftarium.observe.ClusterObserver;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Deed;
import io.raftarium.view.Hold;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.WireMessage;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cluster as a whole: made anew with rows and processes, larger or smaller by one node. */
final class ClusterKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterKeeper.class);
  private static final int MOST_NODES = 9;
  private static final Duration VIEW_LIMIT = Duration.ofSeconds(5);
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(1);

  private final NodeRows rows;
  private final Nodes nodes;
  private final Links links;
  private final ClusterObserver observer;
  private final PromiseWatch watch;
  private final ReentrantLock keeping = new ReentrantLock();
  private volatile LabOptions options;
  private volatile Instant made = Instant.EPOCH;

  /** The highest id that any node of this cluster had. */
  private int highestId;

  ClusterKeeper(
      NodeRows rows,
      Nodes nodes,
      Links links,
      ClusterObserver observer,
      PromiseWatch watch,
      LabOptions options) {
    this.rows = rows;
    this.nodes = nodes;
    this.links = links;
    this.observer = observer;
    this.watch = watch;
    this.options = options;
  }

  /** How the running cluster was set up, and how the next will be. */
  LabOptions options() {
    return options;
  }

  /** When the running cluster began. */
  Instant made() {
    return made;
  }

  /**
   * Goes on with the cluster of an earlier program as it was: its rows, members and link rules;
   * processes that were down stay down.
   *
   * @return how many nodes it has; 0 where there is none
   */
  int reopen() throws InterruptedException {
    ClusterRecord[] kept = new ClusterRecord[1];
    TreeSet<Integer> ids = new TreeSet<>();
    change(() -> {
      kept[0] = rows.kept(options).orElse(null);
      ids.addAll(rows.ids());
    });
    ClusterRecord record = kept[0];
    if (record == null || ids.isEmpty()) {
      return 0;
    }
    options = record.options();
    made = record.made();
    highestId = Math.max(record.highestId(), ids.last());
    links.restore(record);
    TreeSet<Integer> running = new TreeSet<>(ids);
    running.removeAll(record.down());
    TreeSet<Integer> down = new TreeSet<>(ids);
    down.removeAll(running);
    nodes.addDown(down, options);
    nodes.start(running, options);
    for (int id : record.paused()) {
      if (running.contains(id)) {
        boolean _ = nodes.alive(id).pause();
      }
    }
    awaitView(view -> view.nodes().size() == ids.size());
    return ids.size();
  }

  /**
   * Begins with the nodes of a moment of another cluster, as they were then; its clock stands still
   * at that time.
   *
   * @param underWay puts messages back on their links
   */
  void begin(Origin origin, BiConsumer<List<WireMessage>, Optional<Hold>> underWay)
      throws InterruptedException {
    Moment moment = origin.moment();
    List<NodeImage> images = Images.of(origin);
    TreeSet<Integer> down = new TreeSet<>();
    TreeSet<Integer> paused = new TreeSet<>();
    moment
        .processes()
        .values()
        .forEach(process -> {
          switch (process.state()) {
            case DOWN, FAILED -> down.add(process.id());
            case PAUSED -> paused.add(process.id());
            case RUNNING, UNKNOWN -> {}
          }
        });
    ClusterRecord record =
        new ClusterRecord(
            Instant.now(),
            origin.options(),
            moment.view().nodes().lastKey(),
            down,
            paused,
            moment.links(),
            moment.partition(),
            Links.cutsBetween(moment.links(), moment.partition()));
    change(() -> rows.copy(images, moment, record));
    options = record.options();
    made = record.made();
    highestId = record.highestId();
    links.restore(record);
    observer.reset();
    nodes.addDown(down, options);
    nodes.goOn(
        moment.view().nodes().values().stream().filter(node -> !down.contains(node.id())).toList(),
        moment,
        options);
    for (int id : paused) {
      boolean _ = nodes.alive(id).pause();
    }
    underWay.accept(moment.wire().stream().filter(WireMessage::underWay).toList(), hold(moment));
    awaitView(view -> view.nodes().size() == images.size());
  }

  /** Which messages stopped then, as the newest act about them says. */
  private static Optional<Hold> hold(Moment moment) {
    return moment.events().reversed().stream()
        .filter(event -> event.deed() instanceof Deed.Held || event.deed() instanceof Deed.Released)
        .findFirst()
        .flatMap(event ->
            event.deed() instanceof Deed.Held held ? Optional.of(held.hold()) : Optional.empty());
  }

  /** Keeps how the cluster is set up now, for the next start. */
  void keep() {
    if (nodes.ids().isEmpty()) {
      return;
    }
    // Verbs come from several threads: the newest record is to be the last.
    keeping.lock();
    try {
      rows.keep(record());
    } catch (SQLException e) {
      // What the operator did holds all the same; only the next start will not know of it.
      LOG.warn("The cluster's record could not be kept", e);
    } finally {
      keeping.unlock();
    }
  }

  private ClusterRecord record() {
    return new ClusterRecord(
        made,
        options.withLinkDelay(links.delay()),
        highestId,
        nodes.in(NodeStatus.State.DOWN),
        nodes.in(NodeStatus.State.PAUSED),
        links.rules().all(),
        links.partition(),
        links.partitionCuts());
  }

  /** Ends what runs, drops its rows and begins with nodes from 1, each a voter. */
  void begin(int count, LabOptions asked) throws InterruptedException {
    if (count < 1 || count > MOST_NODES) {
      throw new LabException("A cluster has 1 to " + MOST_NODES + " nodes, not " + count + ".");
    }
    nodes.endAll();
    links.clear();
    // What the links need was chosen for them, not for one cluster.
    LabOptions next = asked.withLinkDelay(links.delay());
    ClusterRecord record =
        new ClusterRecord(
            Instant.now(),
            next,
            count,
            new TreeSet<>(),
            new TreeSet<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            Set.of());
    watch.forget();
    change(() -> rows.recreate(count, record));
    options = next;
    made = record.made();
    highestId = count;
    observer.reset();
    nodes.start(IntStream.rangeClosed(1, count).boxed().toList(), next);
    awaitView(view -> view.nodes().size() == count);
  }

  /** Adds a node that is in no configuration yet; its id. */
  int add() throws InterruptedException {
    nodes.mustExist();
    if (nodes.ids().size() >= MOST_NODES) {
      throw new LabException("A cluster has " + MOST_NODES + " nodes at most.");
    }
    NodeView leader = settledLeader("A new node begins with the leader's configuration");
    // Never an id of before: who forgot what it promised could promise something else.
    int id = highestId + 1;
    change(() -> rows.add(id, leader.voters(), options));
    highestId = id;
    nodes.start(List.of(id), options);
    awaitView(view -> view.nodes().containsKey(id));
    return id;
  }

  /** Removes a node that is in no configuration, and its rows. */
  void remove(int node) throws InterruptedException {
    nodes.known(node);
    NodeView leader = settledLeader("Whether a node may go is the leader's to say");
    if (leader.configured(node)) {
      throw new LabException(
          "Node " + node + " is in the configuration; change the configuration first.");
    }
    nodes.remove(node);
    change(() -> rows.drop(node));
    awaitView(view -> !view.nodes().containsKey(node));
  }

  /** Throws a node's rows away and starts it on new ones, as it began. */
  void wipe(int node) throws InterruptedException {
    nodes.known(node).kill();
    change(() -> rows.wipe(node, options));
    nodes.start(List.of(node), options);
  }

  /** The leader of the highest term if its configuration is committed and not joint. */
  private NodeView settledLeader(String why) throws InterruptedException {
    // An answer may be here before the view that shows what it answered.
    boolean settled = observer.await(SETTLE_LIMIT, view -> settled(view.leader()));
    NodeView leader = observer.view().leader();
    if (leader == null || nodes.running(leader.id()) == null) {
      throw new LabException(why + ", and there is none now; wait for an election.");
    }
    if (!settled || !settled(leader)) {
      throw new LabException(
          "A change of the configuration is under way; wait until it is committed.");
    }
    return leader;
  }

  private static boolean settled(@Nullable NodeView leader) {
    return leader != null && !leader.joint() && leader.configIndex() <= leader.commitIndex();
  }

  private interface RowsChange {
    void run() throws SQLException;
  }

  private static void change(RowsChange change) {
    try {
      change.run();
    } catch (SQLException e) {
      throw LabException.database("The database cannot do it", e);
    }
  }

  private void awaitView(Predicate<ClusterView> fits) throws InterruptedException {
    if (!observer.await(VIEW_LIMIT, fits)) {
      LOG.warn("The observer does not see the change yet");
    }
  }
}
