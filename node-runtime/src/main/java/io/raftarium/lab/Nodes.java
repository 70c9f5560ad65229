package io.raftarium.lab;

import io.raftarium.node.NodeSettings;
import io.raftarium.node.RaftNode;
import io.raftarium.node.Surroundings;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.StepResult;
import io.raftarium.time.LabClock;
import io.raftarium.time.NodeClock;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.OwnTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The processes of the nodes, by id: starts them, finds the one that is meant, ends them. */
final class Nodes {
  static final int MAX_BATCH = 256;

  private static final Duration START_LIMIT = Duration.ofSeconds(10);
  private static final Duration STEP_LIMIT = Duration.ofSeconds(5);

  private final Surroundings around;
  private final LabClock clock;

  /** They belong to the nodes' machines: a process that starts again finds its own. */
  private final Map<Integer, NodeClock> clocks = new ConcurrentHashMap<>();

  private final Map<Integer, OwnTime.Range> ranges = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Integer, RaftNode> byId = new ConcurrentSkipListMap<>();
  private long starts;

  Nodes(Surroundings around, LabClock clock) {
    this.around = around;
    this.clock = clock;
  }

  /** The ids of all, whether they run or not; it follows every change. */
  Set<Integer> ids() {
    return byId.keySet();
  }

  /** The processes as they are. */
  SortedMap<Integer, NodeStatus> processes(String backing) {
    TreeMap<Integer, NodeStatus> processes = new TreeMap<>();
    for (RaftNode node : byId.values()) {
      processes.put(node.id(), status(node, backing));
    }
    return Collections.unmodifiableSortedMap(processes);
  }

  /** One of them; null where it is not known yet. */
  @Nullable NodeStatus process(int id, String backing) {
    RaftNode node = byId.get(id);
    return node == null ? null : status(node, backing);
  }

  private NodeStatus status(RaftNode node, String backing) {
    return new NodeStatus(
        node.id(),
        state(node),
        node.election(),
        node.heartbeat(),
        node.lastStep(),
        backing,
        null,
        own(node.id()));
  }

  /** Starts processes on rows that are there, and waits until each has begun. */
  void start(Collection<Integer> ids, LabOptions options) throws InterruptedException {
    List<RaftNode> fresh = new ArrayList<>();
    for (int id : ids) {
      RaftNode node = process(id, options);
      byId.put(id, node);
      fresh.add(node);
    }
    awaitBegun(fresh);
  }

  /** Lets processes go on where those of a moment were; without a word of one, it runs. */
  void goOn(Collection<NodeView> rows, Moment moment, LabOptions options)
      throws InterruptedException {
    List<RaftNode> fresh = new ArrayList<>();
    for (NodeView row : rows) {
      NodeStatus before = moment.processes().get(row.id());
      RaftNode node =
          RaftNode.goOn(
              row.id(),
              around(row.id()),
              settings(row.id(), options),
              row.state().isLeader(),
              before == null ? null : before.election(),
              before == null ? null : before.heartbeat());
      byId.put(row.id(), node);
      fresh.add(node);
    }
    awaitBegun(fresh);
  }

  private static void awaitBegun(List<RaftNode> fresh) throws InterruptedException {
    for (RaftNode node : fresh) {
      if (!node.awaitStarted(START_LIMIT) || node.life() == RaftNode.Life.FAILED) {
        throw new LabException(
            "Node " + node.id() + " did not start; the laboratory's events say why.");
      }
    }
  }

  private RaftNode process(int id, LabOptions options) {
    return RaftNode.start(id, around(id), settings(id, options));
  }

  /** Shows nodes whose rows are there as down; none of them starts by itself. */
  void addDown(Collection<Integer> ids, LabOptions options) {
    for (int id : ids) {
      byId.put(id, RaftNode.down(id, around(id), settings(id, options)));
    }
  }

  private NodeSettings settings(int id, LabOptions options) {
    long seed = options.seed() * 31 + id * 1_000_003L + starts++;
    return new NodeSettings(options.electionTimeout(), options.heartbeatInterval(), MAX_BATCH, seed)
        .with(ranges.get(id));
  }

  private Surroundings around(int id) {
    return around.with(clock(id));
  }

  /** The clock of a node. */
  NodeClock clock(int id) {
    return clocks.computeIfAbsent(id, _ -> new NodeClock(clock));
  }

  /** How the time of a node differs from the laboratory's. */
  OwnTime own(int id) {
    NodeClock own = clocks.get(id);
    return new OwnTime(own == null ? 1 : own.rate(), ranges.get(id));
  }

  /** From which a node draws its election timeout from now on; null for as all do. */
  void electionRange(int id, OwnTime.@Nullable Range range) {
    RaftNode process = known(id);
    if (range == null) {
      ranges.remove(id);
    } else {
      ranges.put(id, range);
    }
    process.electionRange(range);
  }

  /** The ids of those whose process is in this state. */
  SortedSet<Integer> in(NodeStatus.State state) {
    TreeSet<Integer> ids = new TreeSet<>();
    byId.values().stream().filter(node -> state(node) == state).forEach(node -> ids.add(node.id()));
    return Collections.unmodifiableSortedSet(ids);
  }

  /** Starts a process again that is down. */
  void restart(int node, LabOptions options) throws InterruptedException {
    switch (state(known(node))) {
      case RUNNING -> throw new LabException("Node " + node + " runs already; kill it first.");
      case PAUSED -> throw new LabException("Node " + node + " is paused; resume it.");
      case DOWN, FAILED, UNKNOWN -> start(List.of(node), options);
    }
  }

  /** Kills a process and forgets it. */
  void remove(int node) {
    known(node).kill();
    byId.remove(node);
    clocks.remove(node);
    ranges.remove(node);
  }

  /** Ends all and forgets them. */
  void endAll() throws InterruptedException {
    List<Thread> ends = new ArrayList<>();
    for (RaftNode node : byId.values()) {
      ends.add(Thread.ofVirtual().start(node::close));
    }
    for (Thread end : ends) {
      boolean _ = end.join(START_LIMIT);
    }
    byId.clear();
    clocks.clear();
    ranges.clear();
  }

  /** Lets a node take an event; the step's result. */
  StepResult step(int node, Event event) {
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

  /** An event with the time that a node would give it now. */
  Event timed(int node, Event event) {
    return event.at(TimeUnit.NANOSECONDS.toMillis(clock(node).now()));
  }

  /** Whether every process has done all that it was given. */
  boolean idle() {
    return byId.values().stream().allMatch(RaftNode::idle);
  }

  /** Refuses where no cluster runs. */
  void mustExist() {
    if (byId.isEmpty()) {
      throw new LabException("No cluster runs; start one first.");
    }
  }

  /** The process of a node that exists. */
  RaftNode known(int node) {
    mustExist();
    RaftNode process = byId.get(node);
    if (process == null) {
      throw new LabException(
          "There is no node " + node + "; the nodes are " + Links.named(byId.keySet()) + ".");
    }
    return process;
  }

  /** The process of a node that runs or is paused. */
  RaftNode alive(int node) {
    RaftNode process = known(node);
    NodeStatus.State state = state(process);
    if (state == NodeStatus.State.DOWN || state == NodeStatus.State.FAILED) {
      throw new LabException("Node " + node + " is down; restart it first.");
    }
    return process;
  }

  /** The process of a node that runs. */
  RaftNode awake(int node) {
    RaftNode process = alive(node);
    if (process.life() == RaftNode.Life.PAUSED) {
      throw new LabException("Node " + node + " is paused; resume it first.");
    }
    return process;
  }

  /** The process of a node that runs or is paused; null for any other. */
  @Nullable RaftNode running(int node) {
    RaftNode process = byId.get(node);
    return process != null
            && process.life() != RaftNode.Life.ENDED
            && process.life() != RaftNode.Life.FAILED
        ? process
        : null;
  }

  /** The same, to ask it. */
  Submissions.@Nullable Asked asked(int node) {
    RaftNode process = running(node);
    return process == null ? null : Submissions.Asked.of(process);
  }

  private static NodeStatus.State state(RaftNode node) {
    return switch (node.life()) {
      case RUNNING -> NodeStatus.State.RUNNING;
      case PAUSED -> NodeStatus.State.PAUSED;
      case ENDED -> NodeStatus.State.DOWN;
      case FAILED -> NodeStatus.State.FAILED;
    };
  }
}
