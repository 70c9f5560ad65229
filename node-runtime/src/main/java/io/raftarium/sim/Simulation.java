package io.raftarium.sim;

import io.raftarium.check.Linearizability;
import io.raftarium.check.Verdict;
import io.raftarium.database.Steps.Step;
import io.raftarium.promise.Promise;
import io.raftarium.promise.Promises;
import io.raftarium.promise.RowCheck;
import io.raftarium.protocol.Actions;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Effects;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.Reply;
import io.raftarium.protocol.Result;
import io.raftarium.protocol.Rpc;
import io.raftarium.record.LogChange;
import io.raftarium.sim.Stepper.Outcome;
import io.raftarium.view.Link;
import io.raftarium.view.NodeState;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.Submission;
import io.raftarium.view.WireMessage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One run: a cluster in an empty database, its network, clients and troubles in virtual time, and
 * the invariants after every step.
 */
final class Simulation implements Clients.Cluster {
  /** Told of every step, in order. */
  interface Recorder {
    /** Nobody listens. */
    Recorder NONE =
        new Recorder() {
          @Override
          public boolean wantsRules() {
            return false;
          }

          @Override
          public void step(long number, long time, Outcome outcome) {}
        };

    /** Whether the nodes shall keep a journal, so that an outcome tells the rules that ran. */
    default boolean wantsRules() {
      return true;
    }

    void step(long number, long time, Outcome outcome);

    /** A node's server lost what its disk did not hold: its row is as it was before. */
    default void lost(long number, long time, NodeState row, List<LogChange> changes) {}

    /** The last step of a run, which the function refused. */
    default void refused(long number, long time, Step step, String why) {}

    /**
     * A message was sent.
     *
     * @param delay ms until it arrives
     */
    default void sent(long time, long message, Rpc rpc, long delay) {}

    /** What became of it. */
    default void ended(long time, long message, WireMessage.Fate fate) {}

    /** How processes and links are now, which may be as before. */
    default void around(long time, SortedMap<Integer, NodeStatus.State> states, Set<Link> cut) {}

    /**
     * A client asked a node, perhaps again.
     *
     * @param log whether it is a command for the log
     */
    default void asked(long time, String request, Command command, boolean log, int node) {}

    /** What a client makes of it in the end. */
    default void answered(long time, String request, Submission.Status status, Result result) {}
  }

  /** Decides which broken promise is the end of a run. */
  @FunctionalInterface
  interface Judge {
    /** The first that is broken ends it. */
    Judge STRICT = (_, _, _) -> true;

    /**
     * A promise is broken.
     *
     * @param step after which it is
     * @return whether the run ends with it; else it goes on, to what comes of it
     */
    boolean ends(Promise promise, String what, long step);
  }

  private final Settings settings;
  private final Connection connection;
  private final Stepper stepper;
  private final Recorder recorder;
  private final Judge judge;
  private final BooleanSupplier cancelled;
  private final RowCheck rowCheck;
  private final Timeline timeline = new Timeline();
  private final Promises promises = Promises.ofSteps(this::broken);
  private final SortedMap<Integer, NodeProcess> processes = new TreeMap<>();
  private final Network network;
  private final Clients clients;
  private final Troubles troubles;
  private final Dice timers;
  private final Dice disks;
  private final NodeOptions options;
  private long steps;
  private long trips;

  Simulation(
      Settings settings,
      Connection connection,
      Recorder recorder,
      Judge judge,
      BooleanSupplier cancelled)
      throws SQLException {
    this.settings = settings;
    this.connection = connection;
    this.recorder = recorder;
    this.judge = judge;
    this.cancelled = cancelled;
    Dice dice = new Dice(settings.seed());
    Set<String> supported = Capabilities.of(connection);
    boolean recorded = recorder.wantsRules();
    options = NodeOptions.draw(dice.forPurpose("options"), settings.faults(), recorded);
    timers = dice.forPurpose("timers");
    disks = dice.forPurpose("disks");
    network =
        new Network(
            timeline,
            dice.forPurpose("network"),
            settings.faults(),
            options.electionTimeout(),
            recorder);
    for (int node = 1; node <= settings.nodes(); node++) {
      create(node, false);
    }
    stepper = new Stepper(connection, recorded, settings.faults().contains(Fault.POWER));
    for (int node : processes.keySet()) {
      promises.created(stepper.row(node), options.durableStateMachine());
    }
    rowCheck = new RowCheck(connection);
    clients = new Clients(timeline, network, dice.forPurpose("clients"), this, supported, recorder);
    troubles =
        new Troubles(
            this, timeline, network, dice.forPurpose("troubles"), settings.faults(), supported);
  }

  private void broken(Promise promise, String what) {
    if (judge.ends(promise, what, steps)) {
      throw new Violation(promise, what);
    }
  }

  /** Runs to the end, or to the first violation. */
  Report run() throws SQLException {
    long start = System.nanoTime();
    Violation violation = null;
    try {
      for (int node : List.copyOf(processes.keySet())) {
        start(process(node));
      }
      while (steps < settings.steps() && !cancelled.getAsBoolean() && timeline.advance()) {
        moment();
      }
      rowCheck.run(this::broken);
    } catch (Violation e) {
      violation = e;
    } finally {
      stepper.close();
      rowCheck.close();
    }
    long failedAt = steps;
    Verdict verdict = null;
    if (violation == null && !cancelled.getAsBoolean()) {
      verdict = Linearizability.check(clients.history().operations(), Duration.ofMinutes(2));
      if (verdict instanceof Verdict.NotLinearizable no
          && judge.ends(Promise.LINEARIZABILITY, no.words(), steps)) {
        failedAt = clients.history().stepOf(no.operation().answered().line());
        violation = new Violation(Promise.LINEARIZABILITY, no.words());
      }
    }
    return new Report(
        settings,
        steps,
        trips,
        timeline.now(),
        network.delivered(),
        promises.leadersElected(),
        promises.commits().commitIndex(),
        clients.operations(),
        clients.succeeded(),
        clients.failed(),
        clients.unknown(),
        troubles.counts(),
        Duration.ofNanos(System.nanoTime() - start),
        verdict instanceof Verdict.Undecided(String reason, String key)
            ? "key " + key + " used up " + reason
            : "",
        violation,
        violation == null ? 0 : failedAt,
        clients.history().text());
  }

  /** Everything that is due at one moment. */
  private void moment() throws SQLException {
    boolean more = true;
    while (more && steps < settings.steps()) {
      for (Planned next = timeline.next(); next != null; next = timeline.next()) {
        happen(next);
        around();
      }
      List<Step> batch = new ArrayList<>();
      for (NodeProcess process : processes.values()) {
        if (steps + batch.size() < settings.steps()) {
          Step step = process.next(timeline.now(), options.time());
          if (step != null) {
            batch.add(step);
          }
        }
      }
      more = !batch.isEmpty();
      if (more) {
        take(batch);
      }
    }
  }

  private void take(List<Step> batch) throws SQLException {
    // Steps of different nodes do not depend on each other: one by one they are the same, and a
    // recording that ends with a refused one has all before it.
    for (List<Step> part :
        recorder.wantsRules() ? batch.stream().map(List::of).toList() : List.of(batch)) {
      trips++;
      for (Outcome outcome : outcomes(part)) {
        steps++;
        recorder.step(steps, timeline.now(), outcome);
        promises.after(outcome.seen());
        left(outcome);
        around();
      }
    }
    if (steps / settings.fullCheckEvery() != (steps - batch.size()) / settings.fullCheckEvery()) {
      rowCheck.run(this::broken);
    }
  }

  private void left(Outcome outcome) {
    NodeProcess process = processes.get(outcome.step().node());
    if (process == null) {
      return;
    }
    if (process.dying) {
      process.die();
      troubles.died(process);
    } else {
      if (options.parallelAppend() && outcome.row().isLeader() && !outcome.changes().isEmpty()) {
        // As long as several trips to the followers, or as short as none.
        long write = disks.between(1, disks.pick(List.of(1L, 10L, 100L)));
        timeline.after(write, new Planned.Written(process.node, process.life));
      }
      Actions actions = outcome.result().actions();
      Effects effects = new ProcessEffects(process);
      actions.setTimers(effects);
      actions.tell(effects);
    }
  }

  /** A refused batch counts too: it takes so many steps to see it again. */
  private List<Outcome> outcomes(List<Step> batch) throws SQLException {
    try {
      return stepper.take(batch);
    } catch (Violation refused) {
      steps += batch.size();
      recorder.refused(
          steps, timeline.now(), batch.getLast(), String.valueOf(refused.getMessage()));
      throw refused;
    }
  }

  /** What a node's runtime does with the function's answer. */
  private final class ProcessEffects implements Effects {
    private final NodeProcess process;

    ProcessEffects(NodeProcess process) {
      this.process = process;
    }

    @Override
    public void resetElection() {
      armElection(process);
    }

    @Override
    public void stopElection() {
      process.electionArmed++;
    }

    @Override
    public void startHeartbeat() {
      process.heartbeats = true;
      armHeartbeat(process);
    }

    @Override
    public void stopHeartbeat() {
      process.heartbeats = false;
      process.heartbeatArmed++;
    }

    @Override
    public void send(Rpc rpc) {
      network.send(rpc);
    }

    @Override
    public void answer(Reply reply) {
      if (reply.request().startsWith("c") && !network.loses()) {
        timeline.after(network.delay(), new Planned.Answer(reply));
      }
    }
  }

  private void armElection(NodeProcess process) {
    long timeout = timers.between(options.electionTimeout(), 2 * options.electionTimeout() - 1);
    timeline.after(
        Math.max(1, (long) (timeout / process.clockRate)),
        new Planned.ElectionTimer(process.node, ++process.electionArmed));
  }

  private void armHeartbeat(NodeProcess process) {
    timeline.after(
        Math.max(1, (long) (options.heartbeatInterval() / process.clockRate)),
        new Planned.HeartbeatTimer(process.node, ++process.heartbeatArmed));
  }

  private void happen(Planned happening) throws SQLException {
    switch (happening) {
      case Planned.Delivery(Rpc message, long number) -> {
        boolean taken = toNode(message.to(), message);
        recorder.ended(
            timeline.now(), number, taken ? WireMessage.Fate.DELIVERED : WireMessage.Fate.REFUSED);
      }
      case Planned.ElectionTimer(int node, long armed) -> {
        NodeProcess process = processes.get(node);
        if (process != null && process.up && process.electionArmed == armed) {
          process.add(new Event.ElectionTimeout());
        }
      }
      case Planned.HeartbeatTimer(int node, long armed) -> {
        NodeProcess process = processes.get(node);
        if (process != null && process.heartbeats && process.heartbeatArmed == armed) {
          process.add(new Event.HeartbeatTimeout());
          armHeartbeat(process);
        }
      }
      case Planned.StrayTimer(int node, Event event) -> {
        boolean _ = toNode(node, event);
      }
      case Planned.Arrival(int node, Event event) -> {
        boolean _ = toNode(node, event);
      }
      case Planned.Restart(int node, long life) -> {
        NodeProcess process = processes.get(node);
        if (process != null && !process.up && process.life == life) {
          start(process);
        }
      }
      case Planned.Written(int node, long life) -> {
        NodeProcess process = processes.get(node);
        if (process != null && process.life == life) {
          written(process);
        }
      }
      case Planned.Told(int node, long life, Event.Stored stored) -> {
        NodeProcess process = processes.get(node);
        if (process != null && process.life == life) {
          tell(process, stored);
        }
      }
      case Planned.Resume(int node, long life) -> {
        NodeProcess process = processes.get(node);
        if (process != null && process.life == life) {
          process.paused = false;
        }
      }
      case Planned.Think think -> clients.begin(think);
      case Planned.GiveUp late -> clients.giveUp(late);
      case Planned.Answer(Reply reply) -> clients.answer(reply);
      case Planned.Trouble trouble -> troubles.next(trouble);
      case Planned.Wipe(int node) -> {
        if (troubles.mayWipe(node)) {
          drop(node);
        }
      }
    }
  }

  private void written(NodeProcess process) throws SQLException {
    stepper.written(process.node);
    NodeState row = promises.row(process.node);
    if (row.lastLogIndex() > 0) {
      Event.Stored stored = new Event.Stored(row.lastLogIndex(), row.lastLogTerm());
      // Whoever watches the disk may be late, and tell a leader of a later term.
      long late = disks.chance(0.2) ? disks.between(1, 12 * options.electionTimeout()) : 1;
      timeline.after(late, new Planned.Told(process.node, process.life, stored));
    }
  }

  /** By an event of its own, or with the next one. */
  private void tell(NodeProcess process, Event.Stored stored) {
    if (disks.chance(0.5)) {
      process.add(stored);
    } else {
      process.stored = stored;
    }
  }

  /** A node, whose process is dead, loses what its disk does not hold. */
  void losePower(int node) throws SQLException {
    List<LogChange> changes = stepper.losePower(node);
    NodeState row = stepper.row(node);
    promises.lost(row, changes);
    recorder.lost(steps, timeline.now(), row, changes);
  }

  /** Whether there is a process that gets it. */
  private boolean toNode(int node, Event event) {
    NodeProcess process = processes.get(node);
    if (process == null || !process.up) {
      return false;
    }
    process.add(event);
    return true;
  }

  private void around() {
    if (recorder.wantsRules()) {
      SortedMap<Integer, NodeStatus.State> states = new TreeMap<>();
      processes.forEach((node, process) -> states.put(node, process.state()));
      recorder.around(timeline.now(), states, network.cut());
    }
  }

  private void start(NodeProcess process) {
    process.up = true;
    if (settings.faults().contains(Fault.CLOCK)) {
      process.clockOffset = timers.between(0, 100_000_000);
      process.clockRate = timers.pick(List.of(0.9, 0.98, 1.0, 1.0, 1.02, 1.1));
    }
    process.clockStartsAnew();
    process.add(new Event.Start());
  }

  /** Creates a node's rows; later ones are in no configuration of their own. */
  void create(int node, boolean later) throws SQLException {
    Integer[] bootstrap = new Integer[settings.nodes()];
    for (int i = 0; i < bootstrap.length; i++) {
      bootstrap[i] = i + 1;
    }
    try (PreparedStatement create =
        connection.prepareStatement("select raft.create_node(?, ?, '{}', ?::jsonb)")) {
      create.setInt(1, node);
      create.setArray(2, connection.createArrayOf("int4", bootstrap));
      create.setString(3, options.json());
      create.execute();
    }
    NodeProcess process = new NodeProcess(node);
    processes.put(node, process);
    if (later) {
      stepper.written(node);
      promises.created(stepper.row(node), options.durableStateMachine());
      start(process);
    }
  }

  private void drop(int node) throws SQLException {
    if (processes.remove(node) != null) {
      try (PreparedStatement drop = connection.prepareStatement("select raft.drop_node(?)")) {
        drop.setInt(1, node);
        drop.execute();
      }
      stepper.written(node);
      promises.dropped(node);
    }
  }

  NodeProcess process(int node) {
    NodeProcess process = processes.get(node);
    if (process == null) {
      throw new IllegalArgumentException("there is no process " + node);
    }
    return process;
  }

  Promises promises() {
    return promises;
  }

  NodeOptions options() {
    return options;
  }

  /** The leader of the highest term that runs, or null. */
  @Nullable Integer leader() {
    Integer leader = null;
    long term = -1;
    for (NodeProcess process : processes.values()) {
      NodeState row = promises.row(process.node);
      if (process.up && row.isLeader() && row.currentTerm() > term) {
        leader = process.node;
        term = row.currentTerm();
      }
    }
    return leader;
  }

  @Override
  public List<Integer> nodes() {
    return List.copyOf(processes.keySet());
  }

  @Override
  public long steps() {
    return steps;
  }
}
