package io.raftarium.lab;

import io.raftarium.database.ConnectionSource;
import io.raftarium.fault.LinkRules;
import io.raftarium.observe.CaptureReader;
import io.raftarium.observe.SitesObserver;
import io.raftarium.promise.Kept;
import io.raftarium.record.Capture;
import io.raftarium.record.Tape;
import io.raftarium.time.LabClock;
import io.raftarium.view.Deed;
import io.raftarium.view.LabEvent;
import io.raftarium.view.LoadPlan;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A laboratory whose nodes are programs of their own. It shows what their databases hold and what
 * they tell, and steers them as any operator may; it ends only what it has started.
 */
public final class FarLab implements Lab {
  private static final Logger LOG = LoggerFactory.getLogger(FarLab.class);

  private final Place place;
  private final FarNodes nodes;
  private final @Nullable NodePrograms programs;
  private final LabClock clock;
  private final Tape tape;
  private final LinkRules rules = new LinkRules();
  private final Links links;
  private final FarProcesses processes;
  private final SitesObserver observer;
  private final PromiseWatch watch;
  private final Submissions submissions;
  private final Verbs verbs = new Verbs();
  private final Cluster cluster;
  private final Network network;
  private final Time time;
  private final Client client;
  private final List<SitesObserver.Site> sites;
  private final Timers timers;
  private final LabLoad load;
  private final HistoryWatch history;
  private final LabActs acts = new LabActs(() -> this);
  private final LabFaults faults;
  private final List<ConnectionSource> sources;
  private final SortedMap<String, String> texts;
  private final SortedMap<String, String> functions;

  /**
   * What the laboratory is called, and where it is.
   *
   * @param whereabouts of its processes, in words
   * @param database its databases, in words
   * @param file of the cluster
   */
  public record Place(String name, String whereabouts, String database, Path file) {}

  /**
   * Opens it.
   *
   * @param sites its databases
   * @param programs what this program has started of it; null where that is nothing
   * @param clock by which the nodes tell their timers
   */
  @SuppressWarnings(
      "this-escape") // the class is final; what it hands out hears of later facts only
  public FarLab(
      Place place,
      List<SitesObserver.Site> sites,
      FarNodes nodes,
      @Nullable NodePrograms programs,
      LabClock clock) {
    this.place = place;
    this.nodes = nodes;
    this.programs = programs;
    this.clock = clock;
    this.tape = new Tape(clock);
    FarHolds holds = new FarHolds();
    this.links = new Links(rules, new FarLinks(nodes, rules, holds));
    this.processes = new FarProcesses(nodes.ids(), tape, rules, links::partition, holds, programs);
    this.observer = new SitesObserver(sites, tape);
    List<ConnectionSource> sources = sites.stream().map(SitesObserver.Site::database).toList();
    this.sites = List.copyOf(sites);
    this.sources = sources;
    this.watch = PromiseWatch.over(sources, observer, tape::done);
    Chronicle chronicle = new Chronicle(tape, processes::of);
    String tag = UUID.randomUUID().toString().substring(0, 8);
    this.submissions =
        new Submissions(
            tag + "-",
            Submissions.LIMIT,
            clock,
            observer,
            this::asked,
            submission -> {
              chronicle.tell(submission);
              if (!submission.answered()) {
                acts.heard(new Deed.Submitted(submission));
              }
            },
            tape::asked);
    this.texts = told(sources, NodeRows::rules);
    this.functions = told(sources, NodeRows::functions);
    // Others may write as well: nobody else has these keys.
    String keys = LoadPlan.KEYS + tag.substring(0, 4) + "-";
    this.history = new HistoryWatch(key -> key.startsWith(keys), tape::done);
    history.began(true);
    this.load =
        new LabLoad(
            new LabLoad.Parts(
                keys,
                Submissions.ofLoad(tag + "-l", clock, observer, this::asked),
                clock,
                tape,
                history::called,
                history::ended,
                () -> {}));
    Ears ears = new Ears();
    FarTelling telling = new FarTelling(tape, links, processes, ears);
    this.timers = new FarTimers(nodes, processes, telling);
    this.cluster = new FarCluster(this, place, programs, telling, verbs);
    this.network =
        new LabNetwork(
            links, () -> nodes.ids(), processes::of, tape, telling::told, verbs, acts::look);
    this.time = new RealTime(clock);
    this.client = new LocalClient(submissions, processes::of, () -> {}, observer);
    this.faults =
        new LabFaults(
            new LabFaults.Parts(
                clock, cluster, network, timers, abilities(), verbs, acts, telling::told));
    ears.add(faults::heard);
    ears.add(acts::heard);
    nodes.follow(processes);
  }

  /** What every database says alike. */
  @FunctionalInterface
  private interface Told {
    SortedMap<String, String> by(NodeRows rows) throws SQLException;
  }

  /** Where none answers now, steps are told without. */
  private static SortedMap<String, String> told(List<ConnectionSource> sources, Told what) {
    for (ConnectionSource source : sources) {
      try {
        return what.by(new NodeRows(source));
      } catch (SQLException e) {
        LOG.debug("A database does not tell its rules or functions", e);
      }
    }
    return Collections.emptySortedMap();
  }

  private Submissions.@Nullable Asked asked(int node) {
    NodeStatus.State state = processes.of(node).state();
    return state == NodeStatus.State.RUNNING || state == NodeStatus.State.PAUSED
        ? (submission, session) -> nodes.ask(node, submission, session)
        : null;
  }

  FarNodes nodes() {
    return nodes;
  }

  FarProcesses processes() {
    return processes;
  }

  SitesObserver observer() {
    return observer;
  }

  @Override
  public String name() {
    return place.name();
  }

  @Override
  public Optional<Clusters> clusters() {
    return Optional.empty();
  }

  @Override
  public String database() {
    return place.database();
  }

  @Override
  public SortedMap<String, String> rules() {
    return texts;
  }

  @Override
  public SortedMap<String, String> functions() {
    return functions;
  }

  @Override
  public Origin origin(long shown) {
    return Origin.of(name(), database(), tape, shown, options(), Stored.NOTHING);
  }

  @Override
  public LabOptions options() {
    return LabOptions.in(place.file());
  }

  @Override
  public Set<Ability> abilities() {
    return programs == null
        ? EnumSet.noneOf(Ability.class)
        : EnumSet.of(Ability.RESTART, Ability.SERVERS, Ability.WIPE);
  }

  @Override
  public String whereabouts() {
    return place.whereabouts();
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
        observer.view(),
        processes.all(),
        rules.all(),
        links.partition(),
        tape.wire(),
        tape.events(),
        submissions.list(),
        clock.time(),
        System.nanoTime(),
        clock.speed(),
        clock.paused());
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
          sources,
          name(),
          rules.all(),
          links.partition(),
          Collections.unmodifiableSortedMap(states));
    } catch (SQLException e) {
      throw LabException.database("A database cannot be read", e);
    }
  }

  @Override
  public List<SortedSet<Integer>> databases() {
    return sites.stream().map(SitesObserver.Site::nodes).toList();
  }

  @Override
  public CompletableFuture<SqlAnswer> query(int node, String sql) {
    for (SitesObserver.Site site : sites) {
      if (site.nodes().contains(node)) {
        return SqlReader.ask(site.database(), sql);
      }
    }
    return CompletableFuture.completedFuture(
        new SqlAnswer.Refused(SqlAnswer.Why.NOWHERE, place.file().getFileName().toString()));
  }

  @Override
  public void close() {
    load.close();
    faults.leave();
    if (!verbs.close(submissions::close)) {
      return;
    }
    watch.close();
    history.close();
    nodes.close();
    observer.close();
    clock.close();
    if (programs != null) {
      programs.close();
    }
  }
}
