package io.raftarium.lab;

import io.raftarium.fault.FaultyTransport;
import io.raftarium.fault.LinkRule;
import io.raftarium.fault.LinkRules;
import io.raftarium.fault.WireMessage;
import io.raftarium.lab.LabEvent.Kind;
import io.raftarium.node.ConnectionSource;
import io.raftarium.node.NodeListener;
import io.raftarium.node.NodeSettings;
import io.raftarium.node.RaftNode;
import io.raftarium.observe.ClusterObserver;
import io.raftarium.observe.ClusterView;
import io.raftarium.observe.NodeView;
import io.raftarium.observe.Snapshot;
import io.raftarium.observe.SnapshotReader;
import io.raftarium.server.EmbeddedServer;
import io.raftarium.server.Progress;
import io.raftarium.server.ServerException;
import io.raftarium.sql.Migration;
import io.raftarium.time.LabClock;
import io.raftarium.transport.LocalTransport;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A laboratory whose nodes run in this process and keep their rows in one embedded server. */
public final class LocalLab implements Lab {
  static final int MAX_BATCH = 256;

  private static final Logger LOG = LoggerFactory.getLogger(LocalLab.class);
  private static final int MOST_NODES = 9;
  private static final int MOST_EVENTS = 1_000;
  private static final Duration START_LIMIT = Duration.ofSeconds(10);
  private static final Duration VIEW_LIMIT = Duration.ofSeconds(5);
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(1);
  private static final Duration STEP_LIMIT = Duration.ofSeconds(5);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final EmbeddedServer server;
  private final boolean ownsServer;
  private final String name;
  private volatile LabOptions options;
  private final ConnectionSource source;
  private final NodeRows rows;
  private final SortedMap<String, String> ruleTexts;
  private final LabClock clock = new LabClock();
  private final FaultyTransport transport;
  private final Links links;
  private final ClusterObserver observer;
  private final Submissions submissions;
  private final Recent<LabEvent> events = new Recent<>(MOST_EVENTS);
  private final ConcurrentSkipListMap<Integer, RaftNode> nodes = new ConcurrentSkipListMap<>();
  private final JournalTrimmer trimmer;
  private final InvariantWatch watch;

  /** Verbs come one at a time. */
  private final ReentrantLock verbs = new ReentrantLock();

  private final NodeListener listener =
      new NodeListener() {
        @Override
        public void reconnected(int node, String text) {
          tell(Kind.RESTARTED, Set.of(node), text);
        }

        @Override
        public void refused(int node, String text) {
          tell(Kind.FAILED, Set.of(node), text);
        }

        @Override
        public void failed(int node, String text) {
          tell(Kind.FAILED, Set.of(node), text);
        }
      };

  private long starts;

  /** The highest id that any node of this cluster had. */
  private int highestId;

  private boolean closed;

  @SuppressWarnings("this-escape") // final; the threads that see it start last and wait for verbs
  private LocalLab(EmbeddedServer server, boolean ownsServer, String database, LabOptions options)
      throws SQLException {
    this.server = server;
    this.ownsServer = ownsServer;
    this.name = database.equals(EmbeddedServer.DATABASE) ? "lab-1" : database;
    this.options = options;
    this.source = application -> server.connect(database, application);
    this.rows = new NodeRows(source);
    LinkRules rules = new LinkRules();
    this.ruleTexts = rows.rules();
    this.transport =
        new FaultyTransport(
            clock, rules, new LocalTransport(), options.linkDelay(), options.seed());
    this.links = new Links(rules, transport);
    this.observer = new ClusterObserver(source::open);
    this.submissions = new Submissions(clock, observer, this::running, this::tell);
    this.trimmer = new JournalTrimmer(rows, nodes::keySet);
    this.watch = new InvariantWatch(source, observer);
  }

  /**
   * Starts the embedded server of the data folder, brings its database up to date and opens a
   * laboratory in it, without nodes until {@link #startCluster}.
   *
   * @throws LabException if the server cannot start or its database cannot be used
   */
  public static LocalLab open(LabOptions options, Progress progress) {
    EmbeddedServer server;
    try {
      server = EmbeddedServer.start(options.dataFolder(), progress.part(0, 0.8));
    } catch (ServerException e) {
      throw new LabException(String.valueOf(e.getMessage()), e);
    }
    try {
      progress.step("Preparing the database", 0.8);
      LocalLab lab = on(server, true, EmbeddedServer.DATABASE, options);
      progress.step("Ready", 1);
      return lab;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Opens a laboratory in a database of a server that runs and goes on running after it. */
  public static LocalLab on(EmbeddedServer server, String database, LabOptions options) {
    return on(server, false, database, options);
  }

  private static LocalLab on(
      EmbeddedServer server, boolean ownsServer, String database, LabOptions options) {
    try {
      server.createDatabase(database);
      int _ = Migration.migrate(server.source(database, "raftarium migration"));
      return new LocalLab(server, ownsServer, database, options);
    } catch (FlywayValidateException e) {
      throw new LabException(
          "The rows in the data folder were made by another version of Raftarium, and this one cannot"
              + " read them. Start it with another data folder (-Draftarium.data=FOLDER), or move this"
              + " one away.",
          e);
    } catch (SQLException | FlywayException e) {
      throw new LabException(
          "The database " + database + " cannot be prepared: " + e.getMessage(), e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String database() {
    return "embedded PostgreSQL " + server.version();
  }

  @Override
  public SortedMap<String, String> rules() {
    return ruleTexts;
  }

  @Override
  public LabOptions options() {
    return options;
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
  public List<ClusterView> history() {
    return observer.history();
  }

  @Override
  public SortedMap<Integer, NodeProcess> processes() {
    TreeMap<Integer, NodeProcess> processes = new TreeMap<>();
    for (RaftNode node : nodes.values()) {
      processes.put(
          node.id(),
          new NodeProcess(
              node.id(),
              state(node),
              node.electionStart(),
              node.electionDeadline(),
              node.lastStep(),
              "embedded :" + server.port()));
    }
    return Collections.unmodifiableSortedMap(processes);
  }

  @Override
  public List<WireMessage> wire() {
    return transport.messages();
  }

  @Override
  public List<LabEvent> events() {
    return events.list();
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

  @Override
  public void startCluster(int count) {
    startCluster(count, options);
  }

  @Override
  public void startCluster(int count, boolean preVote, boolean checkQuorum) {
    startCluster(count, options.withRules(preVote, checkQuorum));
  }

  private void startCluster(int count, LabOptions next) {
    if (count < 1 || count > MOST_NODES) {
      throw new LabException("A cluster has 1 to " + MOST_NODES + " nodes, not " + count + ".");
    }
    verb(() -> {
      endNodes();
      transport.clear();
      links.heal();
      rows(() -> rows.recreate(count, next));
      options = next;
      highestId = count;
      observer.reset();
      watch.reset();
      for (int id = 1; id <= count; id++) {
        nodes.put(id, process(id));
      }
      awaitStarted(nodes.values());
      awaitView(view -> view.nodes().size() == count);
      tell(Kind.STARTED, Set.of(), "Started a cluster of " + count + " nodes.");
    });
  }

  @Override
  public void stopCluster() {
    verb(() -> {
      if (nodes.isEmpty()) {
        throw new LabException("No cluster runs.");
      }
      endNodes();
      tell(Kind.STOPPED, Set.of(), "Stopped the cluster; its rows stay.");
    });
  }

  @Override
  public void kill(int node) {
    verb(() -> {
      RaftNode process = alive(node);
      process.kill();
      tell(Kind.KILLED, Set.of(node), "Killed node " + node + ".");
    });
  }

  @Override
  public void restart(int node) {
    verb(() -> {
      RaftNode old = known(node);
      switch (state(old)) {
        case RUNNING -> throw new LabException("Node " + node + " runs already; kill it first.");
        case PAUSED -> throw new LabException("Node " + node + " is paused; resume it.");
        case DOWN, FAILED -> {}
      }
      RaftNode fresh = process(node);
      nodes.put(node, fresh);
      awaitStarted(List.of(fresh));
      tell(Kind.RESTARTED, Set.of(node), "Started node " + node + " again on its rows.");
    });
  }

  @Override
  public void pause(int node) {
    verb(() -> {
      if (!alive(node).pause()) {
        throw new LabException("Node " + node + " is paused already.");
      }
      tell(Kind.PAUSED, Set.of(node), "Paused node " + node + ".");
    });
  }

  @Override
  public void resume(int node) {
    verb(() -> {
      if (!alive(node).resume()) {
        throw new LabException("Node " + node + " is not paused.");
      }
      tell(Kind.RESUMED, Set.of(node), "Resumed node " + node + ".");
    });
  }

  @Override
  public void isolate(Set<Integer> isolated) {
    verb(() -> {
      if (isolated.isEmpty()) {
        throw new LabException("Choose the nodes to isolate.");
      }
      isolated.forEach(this::known);
      links.isolate(nodes.keySet(), isolated);
      tell(Kind.CUT, isolated, "Isolated " + Links.named(isolated) + ".");
    });
  }

  @Override
  public void partition(SortedMap<String, SortedSet<Integer>> groups) {
    verb(() -> {
      groups.values().forEach(members -> members.forEach(this::known));
      String text = links.partition(nodes.keySet(), groups);
      tell(Kind.CUT, Set.of(), "Partitioned into " + text + ".");
    });
  }

  @Override
  public Duration linkDelay() {
    return transport.baseDelay();
  }

  @Override
  public void linkDelay(Duration delay) {
    verb(() -> {
      if (delay.isNegative()) {
        throw new LabException("A link cannot need " + delay + ": give 0 or more.");
      }
      transport.baseDelay(delay);
      tell(
          Kind.LINK_CHANGED,
          Set.of(),
          "Every link needs " + delay.toMillis() + " ms for a message from now on.");
    });
  }

  @Override
  public void link(int from, int to, LinkRule rule) {
    verb(() -> {
      known(from);
      known(to);
      if (from == to) {
        throw new LabException("A node has no link to itself.");
      }
      boolean cutChanged = links.rules().rule(from, to).cut() != rule.cut();
      tell(
          cutChanged && rule.cut() ? Kind.CUT : Kind.LINK_CHANGED,
          Set.of(from, to),
          "Link from node " + from + " to node " + to + ": " + links.set(from, to, rule) + ".");
    });
  }

  @Override
  public void heal() {
    verb(() -> {
      links.heal();
      tell(Kind.HEALED, Set.of(), "Healed every link.");
    });
  }

  @Override
  public void timeOutNow(int node) {
    verb(() -> {
      awake(node).timeOutNow();
      tell(Kind.TIMED_OUT, Set.of(node), "Made the election timer of node " + node + " fire.");
    });
  }

  @Override
  public CompletableFuture<Submission> submit(OptionalInt node, JsonNode command) {
    return ask(Submission.Kind.COMMAND, node, command);
  }

  @Override
  public CompletableFuture<Submission> read(OptionalInt node, String key) {
    return ask(Submission.Kind.READ, node, JSON.objectNode().put("op", "get").put("key", key));
  }

  @Override
  public CompletableFuture<Submission> transfer(int to) {
    known(to);
    return ask(Submission.Kind.TRANSFER, OptionalInt.empty(), JSON.objectNode().put("to", to));
  }

  @Override
  public CompletableFuture<Submission> changeConfig(Set<Integer> voters, Set<Integer> learners) {
    if (voters.isEmpty()) {
      throw new LabException("A configuration has at least one voter.");
    }
    voters.forEach(this::known);
    learners.forEach(this::known);
    TreeSet<Integer> both = new TreeSet<>(voters);
    both.retainAll(learners);
    if (!both.isEmpty()) {
      throw new LabException(
          "A node is a voter or a learner, not both: " + Links.named(both) + ".");
    }
    ObjectNode config = JSON.objectNode();
    new TreeSet<>(voters).forEach(config.putArray("voters")::add);
    new TreeSet<>(learners).forEach(config.putArray("learners")::add);
    return ask(Submission.Kind.CONFIG, OptionalInt.empty(), config);
  }

  private CompletableFuture<Submission> ask(
      Submission.Kind kind, OptionalInt node, JsonNode command) {
    node.ifPresent(this::known);
    if (nodes.isEmpty()) {
      throw new LabException("No cluster runs; start one first.");
    }
    return submissions.submit(kind, node, command);
  }

  @Override
  public void takeSnapshot(int node) {
    JsonNode result = step(node, JSON.objectNode().put("type", "TakeSnapshot"));
    NodeView view = observer.view().nodes().get(node);
    long at = result.path("commit_index").asLong(0);
    if (view != null && view.snapshotIndex() >= at) {
      throw new LabException(
          "Node " + node + " has applied nothing since its snapshot at entry " + at + ".");
    }
    tell(Kind.SNAPSHOT, Set.of(node), "Node " + node + " took a snapshot.");
  }

  @Override
  public JsonNode send(int node, JsonNode event) {
    if (!(event instanceof ObjectNode object)) {
      throw new LabException(
          "An event is a JSON object such as {\"type\": \"ElectionTimeout\"}, not " + event + ".");
    }
    JsonNode result = step(node, object);
    String type = object.path("type").asString("");
    tell(Kind.SENT, Set.of(node), "Sent " + type + " to node " + node + ".");
    return result;
  }

  private JsonNode step(int node, ObjectNode event) {
    RaftNode process = awake(node);
    try {
      return process.send(event).get(STEP_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new LabException("Node " + node + " refused: " + cause.getMessage() + ".", cause);
    } catch (TimeoutException e) {
      throw new LabException(
          "Node " + node + " did not answer within " + STEP_LIMIT.toSeconds() + " s.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("Interrupted before it was done.", e);
    }
  }

  @Override
  public int addNode() {
    AtomicInteger added = new AtomicInteger();
    verb(() -> {
      if (nodes.isEmpty()) {
        throw new LabException("No cluster runs; start one first.");
      }
      if (nodes.size() >= MOST_NODES) {
        throw new LabException("A cluster has " + MOST_NODES + " nodes at most.");
      }
      NodeView leader = settledLeader("A new node begins with the leader's configuration");
      // Never an id of before: who forgot what it promised could promise something else.
      int id = highestId + 1;
      rows(() -> rows.add(id, leader.voters(), options));
      highestId = id;
      RaftNode fresh = process(id);
      nodes.put(id, fresh);
      awaitStarted(List.of(fresh));
      awaitView(view -> view.nodes().containsKey(id));
      tell(
          Kind.ADDED,
          Set.of(id),
          "Added node " + id + "; it is in no configuration until one is chosen with it.");
      added.set(id);
    });
    return added.get();
  }

  @Override
  public void removeNode(int node) {
    verb(() -> {
      RaftNode process = known(node);
      NodeView leader = settledLeader("Whether a node may go is the leader's to say");
      if (leader.configured(node)) {
        throw new LabException(
            "Node " + node + " is in the configuration; change the configuration first.");
      }
      process.kill();
      nodes.remove(node);
      rows(() -> rows.drop(node));
      awaitView(view -> !view.nodes().containsKey(node));
      tell(Kind.REMOVED, Set.of(node), "Removed node " + node + " and its rows.");
    });
  }

  /** The leader of the highest term if its configuration is committed and not joint. */
  private NodeView settledLeader(String why) throws InterruptedException {
    // An answer may be here before the view that shows what it answered.
    boolean settled = observer.await(SETTLE_LIMIT, view -> settled(view.leader()));
    NodeView leader = observer.view().leader();
    if (leader == null || running(leader.id()) == null) {
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

  private static void rows(RowsChange change) {
    try {
      change.run();
    } catch (SQLException e) {
      throw new LabException("The database cannot do it: " + e.getMessage() + ".", e);
    }
  }

  private void awaitView(Predicate<ClusterView> fits) throws InterruptedException {
    if (!observer.await(VIEW_LIMIT, fits)) {
      LOG.warn("The observer does not see the change yet");
    }
  }

  @Override
  public Snapshot snapshot() {
    TreeMap<Integer, String> states = new TreeMap<>();
    processes().forEach((id, process) -> states.put(id, process.state().name()));
    try {
      return SnapshotReader.read(
          source::open,
          name,
          links.rules().all(),
          links.partition(),
          Collections.unmodifiableSortedMap(states));
    } catch (SQLException e) {
      throw new LabException("The database cannot be read: " + e.getMessage() + ".", e);
    }
  }

  @Override
  public void close() {
    verbs.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      submissions.close();
      endNodes();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      verbs.unlock();
    }
    watch.close();
    trimmer.close();
    observer.close();
    clock.close();
    if (ownsServer) {
      server.close();
    }
  }

  private interface Verb {
    void run() throws InterruptedException;
  }

  private void verb(Verb verb) {
    verbs.lock();
    try {
      if (closed) {
        throw new LabException("The laboratory is closed.");
      }
      verb.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("Interrupted before it was done.", e);
    } finally {
      verbs.unlock();
    }
  }

  private RaftNode known(int node) {
    RaftNode process = nodes.get(node);
    if (process == null) {
      throw new LabException(
          nodes.isEmpty()
              ? "No cluster runs; start one first."
              : "There is no node "
                  + node
                  + "; the nodes are "
                  + Links.named(nodes.keySet())
                  + ".");
    }
    return process;
  }

  private RaftNode alive(int node) {
    RaftNode process = known(node);
    NodeProcess.State state = state(process);
    if (state == NodeProcess.State.DOWN || state == NodeProcess.State.FAILED) {
      throw new LabException("Node " + node + " is down; restart it first.");
    }
    return process;
  }

  private RaftNode awake(int node) {
    RaftNode process = alive(node);
    if (process.life() == RaftNode.Life.PAUSED) {
      throw new LabException("Node " + node + " is paused; resume it first.");
    }
    return process;
  }

  private @Nullable RaftNode running(int node) {
    RaftNode process = nodes.get(node);
    return process != null
            && process.life() != RaftNode.Life.ENDED
            && process.life() != RaftNode.Life.FAILED
        ? process
        : null;
  }

  private static NodeProcess.State state(RaftNode node) {
    return switch (node.life()) {
      case RUNNING -> NodeProcess.State.RUNNING;
      case PAUSED -> NodeProcess.State.PAUSED;
      case ENDED -> NodeProcess.State.DOWN;
      case FAILED -> NodeProcess.State.FAILED;
    };
  }

  private RaftNode process(int id) {
    long seed = options.seed() * 31 + id * 1_000_003L + starts++;
    return RaftNode.start(
        id,
        source,
        transport,
        clock,
        new NodeSettings(options.electionTimeout(), options.heartbeatInterval(), MAX_BATCH, seed),
        listener);
  }

  private static void awaitStarted(Collection<RaftNode> started) throws InterruptedException {
    for (RaftNode node : started) {
      if (!node.awaitStarted(START_LIMIT) || node.life() == RaftNode.Life.FAILED) {
        throw new LabException(
            "Node " + node.id() + " did not start; the laboratory's events say why.");
      }
    }
  }

  private void endNodes() throws InterruptedException {
    List<Thread> ends = new ArrayList<>();
    for (RaftNode node : nodes.values()) {
      ends.add(Thread.ofVirtual().start(node::close));
    }
    for (Thread end : ends) {
      boolean _ = end.join(START_LIMIT);
    }
    nodes.clear();
  }

  private void tell(Kind kind, Set<Integer> concerned, String text) {
    SortedSet<Integer> sorted = Collections.unmodifiableSortedSet(new TreeSet<>(concerned));
    events.add(number -> new LabEvent(number, Instant.now(), kind, sorted, text));
  }

  private void tell(Submission submission) {
    Set<Integer> concerned = submission.node() == 0 ? Set.of() : Set.of(submission.node());
    String request = "Request " + submission.request();
    if (submission.answered()) {
      tell(Kind.ANSWERED, concerned, request + ": " + fate(submission));
    } else {
      String what =
          switch (submission.kind()) {
            case COMMAND -> " submitted: ";
            case READ -> " reads: ";
            case CONFIG -> " changes the configuration: ";
            case TRANSFER -> " transfers the leadership: ";
          };
      tell(Kind.SUBMITTED, concerned, request + what + submission.command());
    }
  }

  private static String fate(Submission submission) {
    String problem = submission.problem();
    return switch (submission.status()) {
      case OK ->
          switch (submission.kind()) {
            case COMMAND -> "committed at index " + submission.index() + ".";
            case READ -> "read " + submission.result().path("value") + ".";
            case CONFIG -> "the configuration is committed.";
            case TRANSFER -> "another node leads.";
          };
      case UNKNOWN -> "its outcome is unknown; it may or may not happen.";
      default -> problem == null ? "nothing was done." : problem;
    };
  }
}
