package io.raftarium.app.model;

import io.raftarium.protocol.Configuration;
import io.raftarium.protocol.Role;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabTime;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Feed;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeState;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Builds frames for tests of view models: a cluster of followers that a test changes. */
public final class Frames {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private final SortedMap<Integer, NodeView> nodes = new TreeMap<>();
  private final SortedMap<Integer, NodeStatus> processes = new TreeMap<>();
  private final SortedMap<Link, LinkRule> links = new TreeMap<>();
  private boolean live = true;
  private boolean paused;
  private Feed.State feed = Feed.State.LIVE;
  private List<WireMessage> wire = List.of();

  private Frames() {}

  /** Nodes 1 to n in term 1, followers of nobody, with an equal log. */
  public static Frames cluster(int count) {
    Frames frames = new Frames();
    List<Integer> voters = IntStream.rangeClosed(1, count).boxed().toList();
    for (int id : voters) {
      frames.nodes.put(id, node(id, 1, Role.FOLLOWER, voters, List.of(), 3));
      frames.process(id, NodeStatus.State.RUNNING);
    }
    return frames;
  }

  /** Makes a node the leader of a term. */
  public Frames leader(int id, long term) {
    NodeView old = Objects.requireNonNull(nodes.get(id));
    nodes.put(id, node(id, term, Role.LEADER, old.voters(), old.outgoing(), old.lastLogIndex()));
    return this;
  }

  /** Gives a node a role in a term. */
  public Frames role(int id, long term, Role role) {
    NodeView old = Objects.requireNonNull(nodes.get(id));
    nodes.put(id, node(id, term, role, old.voters(), old.outgoing(), old.lastLogIndex()));
    return this;
  }

  /** Gives a node a log that ends at an index. */
  public Frames log(int id, long lastIndex) {
    NodeView old = Objects.requireNonNull(nodes.get(id));
    nodes.put(id, node(id, old.currentTerm(), old.role(), old.voters(), old.outgoing(), lastIndex));
    return this;
  }

  /** Puts every node into a joint configuration. */
  public Frames joint(List<Integer> voters, List<Integer> outgoing) {
    nodes.replaceAll(
        (id, old) -> node(id, old.currentTerm(), old.role(), voters, outgoing, old.lastLogIndex()));
    return this;
  }

  /** Sets the state of a process. */
  public Frames process(int id, NodeStatus.State state) {
    processes.put(
        id,
        new NodeStatus(
            id,
            state,
            Countdown.from(LabTime.START, 1_000),
            null,
            Duration.ofMillis(1),
            "embedded :1"));
    return this;
  }

  /** Cuts one directed link. */
  public Frames cut(int from, int to) {
    links.put(new Link(from, to), LinkRule.OK.withCut(true));
    return this;
  }

  /** Cuts all links between these nodes and the others, both ways. */
  public Frames split(Set<Integer> group) {
    for (int a : nodes.keySet()) {
      for (int b : nodes.keySet()) {
        if (group.contains(a) != group.contains(b)) {
          cut(a, b);
        }
      }
    }
    return this;
  }

  /** Makes it a picture of the past, of which nobody knows the processes. */
  public Frames past() {
    live = false;
    processes.clear();
    return this;
  }

  /** Stops the clock. */
  public Frames paused() {
    paused = true;
    return this;
  }

  /** Puts messages on the wire. */
  public Frames wire(List<WireMessage> messages) {
    wire = messages;
    return this;
  }

  /** The frame. */
  public Moment moment() {
    return new Moment(
        "lab-1",
        "embedded PostgreSQL 18",
        live,
        1,
        AT,
        new ClusterView(
            1, AT, nodes, List.of(), new Feed(feed, AT, Duration.ofMillis(3), 12, null)),
        processes,
        links,
        new TreeMap<>(),
        wire,
        List.of(),
        List.of(),
        new LabTime(500),
        System.nanoTime(),
        1,
        paused);
  }

  private static NodeView node(
      int id, long term, Role role, List<Integer> voters, List<Integer> outgoing, long last) {
    return new NodeView(
        new NodeState(
            id,
            1,
            term,
            null,
            role,
            null,
            new NodeState.Places(0, 0, last, 1, 0, 0),
            new Configuration(voters, outgoing, List.of()),
            0,
            new NodeState.UnderWay(
                role == Role.CANDIDATE ? List.of(id) : List.of(), List.of(), null, 0, 0)),
        List.of(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        null);
  }
}
