package io.raftarium.lab;

import io.raftarium.database.ConnectionSource;
import io.raftarium.fault.FaultyTransport;
import io.raftarium.fault.LinkRules;
import io.raftarium.node.Surroundings;
import io.raftarium.observe.CaptureReader;
import io.raftarium.observe.ClusterObserver;
import io.raftarium.promise.Kept;
import io.raftarium.record.Capture;
import io.raftarium.record.Tape;
import io.raftarium.server.EmbeddedServer;
import io.raftarium.server.Progress;
import io.raftarium.time.LabClock;
import io.raftarium.time.NodeClock;
import io.raftarium.transport.LocalTransport;
import io.raftarium.view.Deed;
import io.raftarium.view.LabEvent;
import io.raftarium.view.LoadPlan;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A laboratory whose nodes run in this process and keep their rows in one embedded server. */
public final class LocalLab implements Lab {
  private static final Duration READ_LIMIT = Duration.ofMillis(500);

  private final @Nullable Clusters clusters;
  private final LabDatabase database;
  private final LabClock clock = new LabClock();
  private final Verbs verbs = new Verbs();

  /** Those that take no time: they never wait behind one that does. */
  private final Verbs quick = new Verbs();

  private final Tape tape = new Tape(clock);
  private final ClusterObserver observer;
  private final Nodes nodes;
  private final Submissions submissions;
  private final JournalTrimmer trimmer;
  private final PromiseWatch watch;
  private final Links links;
  private final ClusterKeeper keeper;
  private final FaultyTransport transport;
  private final Telling telling;
  private final Processes processes;
  private final Cluster cluster;
  private final Network network;
  private final Time time;
  private final Client client;
  private final Timers timers;
  private final LabLoad load;
  private final HistoryWatch history;
  private final LabActs acts = new LabActs(() -> this);
  private final LabFaults faults;

  private LocalLab(@Nullable Clusters clusters, LabDatabase database, LabOptions asked) {
    this.clusters = clusters;
    this.database = database;
    LabOptions options = asked.withModified(database.modified());
    ConnectionSource owned = database.owned();
    NodeRows rows = new NodeRows(database.shared());
    LinkRules rules = new LinkRules();
    this.transport =
        new FaultyTransport(
            clock, rules, new LocalTransport(), options.linkDelay(), options.seed(), tape);
    this.links = Links.of(rules, transport);
    this.observer = new ClusterObserver(owned, tape);
    Chronicle chronicle = new Chronicle(tape, this::process);
    this.nodes =
        new Nodes(new Surroundings(owned, transport, new NodeClock(clock), chronicle), clock);
    this.history = new HistoryWatch(_ -> true, tape::done);
    this.submissions =
        new Submissions(
            "r",
            Submissions.LIMIT,
            clock,
            observer,
            nodes::asked,
            submission -> {
              history.told(submission);
              chronicle.tell(submission);
              if (!submission.answered()) {
                acts.heard(new Deed.Submitted(submission));
              }
            },
            tape::asked);
    this.trimmer = new JournalTrimmer(rows, nodes::ids);
    this.watch = PromiseWatch.of(database.shared(), observer, tape::done);
    this.keeper = new ClusterKeeper(rows, nodes, links, observer, watch, options);
    this.processes = new Processes(nodes, database);
    Ears ears = new Ears();
    this.telling = new Telling(tape, links, processes, keeper, ears);
    this.load =
        new LabLoad(
            new LabLoad.Parts(
                LoadPlan.KEYS,
                Submissions.ofLoad("l", clock, observer, nodes::asked),
                clock,
                tape,
                history::called,
                history::ended,
                nodes::mustExist));
    this.cluster =
        new LocalCluster(
            new LocalCluster.Parts(
                database, nodes, processes, observer, keeper, submissions, load, history),
            telling,
            verbs,
            quick);
    this.network =
        new LabNetwork(links, nodes::ids, nodes::known, tape, telling::kept, quick, acts::look);
    this.timers = new LocalTimers(nodes, clock, () -> keeper.options(), telling, quick);
    this.time =
        new LocalTime(
            clock,
            cluster,
            network,
            () -> nodes.idle() && tape.wholeAt(tape.last(), 0).isPresent(),
            acts);
    this.client = new LocalClient(submissions, nodes::known, nodes::mustExist, observer);
    this.faults =
        new LabFaults(
            new LabFaults.Parts(
                clock, cluster, network, timers, abilities(), quick, acts, telling::told));
    ears.add(faults::heard);
    ears.add(acts::heard);
  }

  /**
   * Starts the embedded server of the data folder, brings the database of the cluster used last up
   * to date and opens a laboratory in it, without nodes until {@link Lab.Cluster#reopen} or {@link
   * Lab.Cluster#start}. The server ends with the laboratory unless another cluster is opened after
   * it.
   *
   * @throws LabException if the server cannot start or its database cannot be used
   */
  public static LocalLab open(LabOptions options, Progress progress) {
    return open(options, false, progress);
  }

  /** The same for a demonstration, beside the clusters that are kept, which stay as they are. */
  public static LocalLab openBeside(LabOptions options, Progress progress) {
    return open(options, true, progress);
  }

  private static LocalLab open(LabOptions options, boolean fresh, Progress progress) {
    LocalLab lab = Clusters.start(options, fresh, progress);
    progress.step("Ready", 1);
    return lab;
  }

  /** Opens a laboratory in a database of a server that runs and goes on running after it. */
  public static LocalLab on(EmbeddedServer server, String database, LabOptions options) {
    return new LocalLab(
        null, new LabDatabase(server, database, database, options.modified()), options);
  }

  /** Opens that of one of several clusters. */
  static LocalLab of(
      Clusters clusters, EmbeddedServer server, String database, String name, LabOptions options) {
    return new LocalLab(
        clusters, new LabDatabase(server, database, name, options.modified()), options);
  }

  @Override
  public Optional<Clusters> clusters() {
    return Optional.ofNullable(clusters);
  }

  /**
   * Begins with the nodes of a moment as they were, beside the laboratory that it is a moment of.
   * The clock shows the time of then, and stands still until it is told to go on.
   *
   * @throws LabException with a sentence for a person where the moment's rows are not all known
   */
  public void begin(Origin origin) {
    clock.begin(origin.moment().labNow());
    verbs.run(() -> {
      // What others asked there may still happen here.
      history.doubted();
      keeper.begin(origin, transport::putBack);
      telling.told(new Deed.Opened(origin.name(), origin.moment().number(), origin.moment().at()));
    });
  }

  @Override
  public Origin origin(long shown) {
    awaitRead(shown);
    try {
      return Origin.of(
          name(),
          database(),
          tape,
          shown,
          options().withLinkDelay(links.delay()),
          Stored.read(database.owned()));
    } catch (SQLException e) {
      throw LabException.database("The rows cannot be read", e);
    }
  }

  /** Steps that were just committed are read a moment later. */
  private void awaitRead(long shown) {
    try {
      boolean _ = observer.await(READ_LIMIT, _ -> tape.wholeAt(shown, 1).isPresent());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("Interrupted before it was done.", e);
    }
  }

  /** What the server calls its database. */
  String databaseName() {
    return database.name();
  }

  /** Calls it so from now on. */
  void renamed(String name) {
    database.label(name);
  }

  @Override
  public String name() {
    return database.labName();
  }

  @Override
  public String database() {
    return database.product();
  }

  @Override
  public SortedMap<String, String> rules() {
    return database.rules();
  }

  @Override
  public SortedMap<String, String> functions() {
    return database.functions();
  }

  @Override
  public LabOptions options() {
    return keeper.options();
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.complementOf(EnumSet.of(Ability.SERVERS));
  }

  @Override
  public String whereabouts() {
    return "in process";
  }

  @Override
  public Cluster cluster() {
    return cluster;
  }

  @Override
  public Network network() {
    return network;
  }

  @Override
  public Time time() {
    return time;
  }

  @Override
  public Client client() {
    return client;
  }

  @Override
  public Timers timers() {
    return timers;
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public Acts acts() {
    return acts;
  }

  @Override
  public Load load() {
    return load;
  }

  /** The observer, to wait for a view. */
  public ClusterObserver observer() {
    return observer;
  }

  @Override
  public Tape tape() {
    return tape;
  }

  @Override
  public Moment moment() {
    return new Moment(
        name(),
        database(),
        true,
        tape.last(),
        Instant.now(),
        cluster.view(),
        processes.all(),
        links.rules().all(),
        links.partition(),
        network.wire(),
        events(),
        client.submissions(),
        clock.time(),
        System.nanoTime(),
        clock.speed(),
        clock.paused());
  }

  private @Nullable NodeStatus process(int node) {
    return processes.of(node);
  }

  @Override
  public List<LabEvent> events() {
    return tape.events();
  }

  @Override
  public List<Kept> promises() {
    return history.with(watch.newest());
  }

  @Override
  public List<Kept> checkRows() {
    try {
      return history.with(watch.check());
    } catch (SQLException e) {
      throw LabException.database("The rows cannot be checked", e);
    }
  }

  @Override
  public Capture capture() {
    TreeMap<Integer, NodeStatus.State> states = new TreeMap<>();
    processes.all().forEach((id, process) -> states.put(id, process.state()));
    try {
      return CaptureReader.read(
          List.of(database.owned()),
          name(),
          links.rules().all(),
          links.partition(),
          Collections.unmodifiableSortedMap(states));
    } catch (SQLException e) {
      throw LabException.database("The database cannot be read", e);
    }
  }

  @Override
  public List<SortedSet<Integer>> databases() {
    return List.of(new TreeSet<>(cluster.view().nodes().keySet()));
  }

  @Override
  public CompletableFuture<SqlAnswer> query(int node, String sql) {
    return SqlReader.ask(database.looked(), sql);
  }

  @Override
  public void close() {
    load.close();
    boolean _ = quick.close(() -> {});
    boolean first =
        verbs.close(() -> {
          submissions.close();
          nodes.endAll();
        });
    if (!first) {
      return;
    }
    watch.close();
    history.close();
    trimmer.close();
    observer.close();
    clock.close();
    database.close();
    if (clusters != null) {
      clusters.closed(this);
    }
  }
}
