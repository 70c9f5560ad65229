package io.raftarium.lab;

import io.raftarium.database.ConnectionSource;
import io.raftarium.fault.FaultyTransport;
import io.raftarium.fault.LinkRules;
import io.raftarium.node.Surroundings;
import io.raftarium.observe.CaptureReader;
import io.raftarium.observe.ClusterObserver;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.StepResult;
import io.raftarium.record.Capture;
import io.raftarium.record.Tape;
import io.raftarium.server.EmbeddedServer;
import io.raftarium.server.Progress;
import io.raftarium.time.LabClock;
import io.raftarium.transport.LocalTransport;
import io.raftarium.view.Ask;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Deed;
import io.raftarium.view.Invariant;
import io.raftarium.view.LabEvent;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import io.raftarium.view.WireMessage;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A laboratory whose nodes run in this process and keep their rows in one embedded server. */
public final class LocalLab implements Lab {
  private final @Nullable Clusters clusters;
  private final LabDatabase database;
  private final LabClock clock = new LabClock();
  private final Verbs verbs = new Verbs();

  /** Those that take no time: they never wait behind one that does. */
  private final Verbs quick = new Verbs();

  private final Tape tape = new Tape(clock);
  private final FaultyTransport transport;
  private final Links links;
  private final ClusterObserver observer;
  private final Nodes nodes;
  private final Submissions submissions;
  private final JournalTrimmer trimmer;
  private final InvariantWatch watch;
  private final Cluster cluster;

  private LocalLab(@Nullable Clusters clusters, LabDatabase database, LabOptions options) {
    this.clusters = clusters;
    this.database = database;
    ConnectionSource owned = database.owned();
    NodeRows rows = new NodeRows(database.shared());
    LinkRules rules = new LinkRules();
    this.transport =
        new FaultyTransport(
            clock, rules, new LocalTransport(), options.linkDelay(), options.seed(), tape);
    this.links = new Links(rules, transport);
    this.observer = new ClusterObserver(owned, tape);
    Chronicle chronicle = new Chronicle(tape, this::process);
    this.nodes = new Nodes(new Surroundings(owned, transport, clock, chronicle));
    this.submissions =
        new Submissions(clock, observer, nodes::running, chronicle::tell, tape::asked);
    this.trimmer = new JournalTrimmer(rows, nodes::ids);
    this.watch = new InvariantWatch(database.shared(), observer);
    this.cluster = new Cluster(rows, nodes, links, observer, watch, options);
  }

  /**
   * Starts the embedded server of the data folder, brings the database of the cluster used last up
   * to date and opens a laboratory in it, without nodes until {@link #reopenCluster} or {@link
   * #startCluster}. The server ends with the laboratory unless another cluster is opened after it.
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
    return new LocalLab(null, new LabDatabase(server, database, database), options);
  }

  /** Opens that of one of several clusters. */
  static LocalLab of(
      Clusters clusters, EmbeddedServer server, String database, String name, LabOptions options) {
    return new LocalLab(clusters, new LabDatabase(server, database, name), options);
  }

  @Override
  public Optional<Clusters> clusters() {
    return Optional.ofNullable(clusters);
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
  public LabOptions options() {
    return cluster.options();
  }

  @Override
  public ClusterView view() {
    return observer.view();
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
        view(),
        processes(),
        links.rules().all(),
        links.partition(),
        wire(),
        events(),
        submissions(),
        clock.now(),
        System.nanoTime(),
        clock.speed(),
        clock.paused());
  }

  @Override
  public SortedMap<Integer, NodeStatus> processes() {
    return nodes.processes(database.place(), options().heartbeatInterval().toNanos());
  }

  private @Nullable NodeStatus process(int node) {
    return nodes.process(node, database.place(), options().heartbeatInterval().toNanos());
  }

  @Override
  public List<WireMessage> wire() {
    return tape.wire();
  }

  @Override
  public List<LabEvent> events() {
    return tape.events();
  }

  @Override
  public List<Submission> submissions() {
    return submissions.list();
  }

  @Override
  public List<Invariant> invariants() {
    return watch.newest();
  }

  @Override
  public LabClock clock() {
    return clock;
  }

  @Override
  public LinkRules links() {
    return links.rules();
  }

  @Override
  public SortedMap<String, SortedSet<Integer>> partition() {
    return links.partition();
  }

  /** Keeps how things are now for the next start, and tells what was done. */
  private void kept(Deed deed) {
    cluster.keep(transport.baseDelay());
    told(deed);
  }

  /** Tells what was done, and how links and processes are now. */
  private void told(Deed deed) {
    tape.linked(links.rules().all(), links.partition());
    tape.ran(processes());
    tape.done(deed);
  }

  @Override
  public void startCluster(int count) {
    startCluster(count, options());
  }

  @Override
  public void startCluster(int count, boolean preVote, boolean checkQuorum) {
    startCluster(count, options().withRules(preVote, checkQuorum));
  }

  private void startCluster(int count, LabOptions next) {
    verbs.run(() -> {
      // The links' delay is the cluster's own; a new one begins with that of the options.
      cluster.begin(count, next.withLinkDelay(transport.baseDelay()));
      submissions.forget();
      told(new Deed.Started(count, false));
    });
  }

  @Override
  public Instant made() {
    return cluster.made();
  }

  @Override
  public boolean reopenCluster() {
    int count =
        verbs.run(() -> {
          int nodesOfBefore = cluster.reopen();
          transport.baseDelay(cluster.options().linkDelay());
          return nodesOfBefore;
        });
    if (count > 0) {
      told(new Deed.Started(count, true));
    }
    return count > 0;
  }

  @Override
  public void startServerAgain() {
    verbs.run(() -> {
      database.startServerAgain();
      SortedSet<Integer> failed = nodes.in(NodeStatus.State.FAILED);
      nodes.start(failed, options());
      told(new Deed.ServerStarted());
    });
  }

  @Override
  public void stopCluster() {
    verbs.run(() -> {
      if (nodes.ids().isEmpty()) {
        throw new LabException("No cluster runs.");
      }
      nodes.endAll();
      told(new Deed.Stopped());
    });
  }

  @Override
  public void kill(int node) {
    verbs.run(() -> {
      nodes.alive(node).kill();
      kept(new Deed.Killed(node));
    });
  }

  @Override
  public void restart(int node) {
    verbs.run(() -> {
      nodes.restart(node, options());
      kept(new Deed.Restarted(node));
    });
  }

  @Override
  public void pause(int node) {
    quick.run(() -> {
      if (!nodes.alive(node).pause()) {
        throw new LabException("Node " + node + " is paused already.");
      }
      kept(new Deed.Paused(node));
    });
  }

  @Override
  public void resume(int node) {
    quick.run(() -> {
      if (!nodes.alive(node).resume()) {
        throw new LabException("Node " + node + " is not paused.");
      }
      kept(new Deed.Resumed(node));
    });
  }

  @Override
  public void isolate(Set<Integer> isolated) {
    quick.run(() -> {
      isolated.forEach(nodes::known);
      links.isolate(nodes.ids(), isolated);
      kept(new Deed.Isolated(Collections.unmodifiableSortedSet(new TreeSet<>(isolated))));
    });
  }

  @Override
  public void partition(SortedMap<String, SortedSet<Integer>> groups) {
    quick.run(() -> {
      groups.values().forEach(members -> members.forEach(nodes::known));
      links.partition(nodes.ids(), groups);
      kept(new Deed.Partitioned(links.partition()));
    });
  }

  @Override
  public Duration linkDelay() {
    return transport.baseDelay();
  }

  @Override
  public void linkDelay(Duration delay) {
    quick.run(() -> {
      if (delay.isNegative()) {
        throw new LabException(
            "The delay of a link is 0 or more, not " + delay.toMillis() + " ms.");
      }
      transport.baseDelay(delay);
      kept(new Deed.LinkDelayed(delay));
    });
  }

  @Override
  public void link(int from, int to, LinkRule rule) {
    quick.run(() -> {
      nodes.known(from);
      nodes.known(to);
      if (from == to) {
        throw new LabException("A node has no link to itself.");
      }
      boolean nowCut = rule.cut() && !links.rules().rule(from, to).cut();
      links.set(from, to, rule);
      kept(new Deed.LinkChanged(from, to, rule, nowCut));
    });
  }

  @Override
  public void heal() {
    quick.run(() -> {
      links.heal();
      kept(new Deed.Healed());
    });
  }

  @Override
  public void timeOutNow(int node) {
    quick.run(() -> {
      nodes.awake(node).timeOutNow();
      told(new Deed.TimedOut(node));
    });
  }

  @Override
  public CompletableFuture<Submission> submit(OptionalInt node, Command command) {
    mustBeStorable(command.body());
    return ask(new Ask.Write(command), node);
  }

  @Override
  public CompletableFuture<Submission> read(OptionalInt node, String key) {
    mustBeStorable(Command.get(key).body());
    return ask(new Ask.Read(key), node);
  }

  @Override
  public CompletableFuture<Submission> transfer(int to) {
    nodes.known(to);
    return ask(new Ask.Transfer(to), OptionalInt.empty());
  }

  @Override
  public CompletableFuture<Submission> changeConfig(Set<Integer> voters, Set<Integer> learners) {
    return ask(new Ask.Change(cluster.configuration(voters, learners)), OptionalInt.empty());
  }

  private CompletableFuture<Submission> ask(Ask ask, OptionalInt node) {
    node.ifPresent(nodes::known);
    nodes.mustExist();
    return submissions.submit(ask, node);
  }

  private static void mustBeStorable(JsonNode json) {
    ExactJson.fault(json)
        .ifPresent(fault -> {
          throw new LabException(fault + " Nothing was sent.");
        });
  }

  @Override
  public void takeSnapshot(int node) {
    // Afterwards a quick observer shows the snapshot that this very step took.
    NodeView view = observer.view().nodes().get(node);
    long at = nodes.step(node, new Event.TakeSnapshot()).commitIndex();
    if (view != null && view.snapshotIndex() >= at) {
      throw new LabException(
          "Node " + node + " has applied nothing since its snapshot at entry " + at + ".");
    }
    told(new Deed.Snapshot(node));
  }

  @Override
  public JsonNode send(int node, JsonNode event) {
    if (!(event instanceof ObjectNode object)) {
      throw new LabException(
          "An event is a JSON object such as {\"type\": \"ElectionTimeout\"}, not " + event + ".");
    }
    mustBeStorable(object);
    Event sent = Event.of(object);
    StepResult result = nodes.step(node, sent);
    told(new Deed.Sent(node, sent.type()));
    return result.body();
  }

  @Override
  public int addNode() {
    return verbs.run(() -> {
      int id = cluster.add();
      kept(new Deed.Added(id));
      return id;
    });
  }

  @Override
  public void removeNode(int node) {
    verbs.run(() -> {
      cluster.remove(node);
      kept(new Deed.Removed(node));
    });
  }

  @Override
  public Capture capture() {
    TreeMap<Integer, NodeStatus.State> states = new TreeMap<>();
    processes().forEach((id, process) -> states.put(id, process.state()));
    try {
      return CaptureReader.read(
          database.owned(),
          name(),
          links.rules().all(),
          links.partition(),
          Collections.unmodifiableSortedMap(states));
    } catch (SQLException e) {
      throw LabException.database("The database cannot be read", e);
    }
  }

  @Override
  public void close() {
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
    trimmer.close();
    observer.close();
    clock.close();
    database.close();
    if (clusters != null) {
      clusters.closed(this);
    }
  }
}
