package io.raftarium.lab;

import io.raftarium.database.Previews;
import io.raftarium.database.Steps;
import io.raftarium.node.RaftNode;
import io.raftarium.observe.ClusterObserver;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.Rpc;
import io.raftarium.protocol.StepResult;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Deed;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.Preview;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The nodes of a laboratory whose processes run in this one. */
final class LocalCluster implements Lab.Cluster {
  /** What a verb needs of the laboratory. */
  record Parts(
      LabDatabase database,
      Nodes nodes,
      Processes processes,
      ClusterObserver observer,
      ClusterKeeper keeper,
      Submissions submissions,
      LabLoad load,
      HistoryWatch history) {}

  private final LabDatabase database;
  private final Nodes nodes;
  private final Processes processes;
  private final ClusterObserver observer;
  private final ClusterKeeper keeper;
  private final Submissions submissions;
  private final LabLoad load;
  private final HistoryWatch history;
  private final Telling telling;
  private final Previews previews;
  private final Verbs verbs;
  private final Verbs quick;

  LocalCluster(Parts parts, Telling telling, Verbs verbs, Verbs quick) {
    this.database = parts.database();
    this.nodes = parts.nodes();
    this.processes = parts.processes();
    this.observer = parts.observer();
    this.keeper = parts.keeper();
    this.submissions = parts.submissions();
    this.previews = new Previews(parts.database().owned());
    this.load = parts.load();
    this.history = parts.history();
    this.telling = telling;
    this.verbs = verbs;
    this.quick = quick;
  }

  @Override
  public ClusterView view() {
    return observer.view();
  }

  @Override
  public SortedMap<Integer, NodeStatus> processes() {
    return processes.all();
  }

  @Override
  public Instant made() {
    return keeper.made();
  }

  @Override
  public boolean reopen() {
    int count = verbs.run((Verbs.NodeVerb) keeper::reopen);
    if (count > 0) {
      telling.told(new Deed.Started(count, true));
    }
    return count > 0;
  }

  @Override
  public void startServerAgain() {
    verbs.run(() -> {
      database.startServerAgain();
      SortedSet<Integer> failed = nodes.in(NodeStatus.State.FAILED);
      nodes.start(failed, keeper.options());
      telling.told(new Deed.ServerStarted());
    });
  }

  @Override
  public void start(int count) {
    start(count, keeper.options());
  }

  @Override
  public void start(int count, boolean preVote, boolean checkQuorum) {
    start(count, keeper.options().withRules(preVote, checkQuorum));
  }

  private void start(int count, LabOptions next) {
    verbs.run(() -> {
      boolean _ = load.ended();
      history.began(true);
      keeper.begin(count, next);
      submissions.forget();
      telling.told(new Deed.Started(count, false));
    });
  }

  @Override
  public void stop() {
    verbs.run(() -> {
      if (nodes.ids().isEmpty()) {
        throw new LabException("No cluster runs.");
      }
      boolean _ = load.ended();
      nodes.endAll();
      telling.told(new Deed.Stopped());
    });
  }

  @Override
  public int addNode() {
    return verbs.run(() -> {
      int id = keeper.add();
      telling.kept(new Deed.Added(id));
      return id;
    });
  }

  @Override
  public void removeNode(int node) {
    verbs.run(() -> {
      keeper.remove(node);
      telling.kept(new Deed.Removed(node));
    });
  }

  @Override
  public void killServer(int node) {
    throw oneServer();
  }

  @Override
  public void startServer(int node) {
    throw oneServer();
  }

  @Override
  public void slowDisk(int node, Duration wait) {
    throw oneServer();
  }

  @Override
  public void wipe(int node) {
    verbs.run(() -> {
      keeper.wipe(node);
      telling.kept(new Deed.Wiped(node));
    });
  }

  private static LabException oneServer() {
    return new LabException("All nodes of this cluster share one server.");
  }

  @Override
  public void kill(int node) {
    verbs.run(() -> {
      nodes.alive(node).kill();
      telling.kept(new Deed.Killed(node));
    });
  }

  @Override
  public void restart(int node) {
    verbs.run(() -> {
      nodes.restart(node, keeper.options());
      telling.kept(new Deed.Restarted(node));
    });
  }

  @Override
  public void pause(int node) {
    quick.run(() -> {
      if (!nodes.alive(node).pause()) {
        throw new LabException("Node " + node + " is paused already.");
      }
      telling.kept(new Deed.Paused(node));
    });
  }

  @Override
  public void resume(int node) {
    quick.run(() -> {
      if (!nodes.alive(node).resume()) {
        throw new LabException("Node " + node + " is not paused.");
      }
      telling.kept(new Deed.Resumed(node));
    });
  }

  @Override
  public void timeOutNow(int node) {
    quick.run(() -> {
      nodes.awake(node).timeOutNow();
      telling.told(new Deed.TimedOut(node));
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
    telling.told(new Deed.Snapshot(node));
  }

  @Override
  public JsonNode send(int node, JsonNode event) {
    Event sent = event(event);
    switch (sent) {
      // What it does to the data, no client is told.
      case Event.ClientRequest _, Rpc.AppendEntries _, Rpc.InstallSnapshot _ -> history.doubted();
      default -> {}
    }
    StepResult result = nodes.step(node, sent);
    telling.told(new Deed.Sent(node, sent.type()));
    return result.body();
  }

  @Override
  public Preview preview(int node, JsonNode event) {
    RaftNode _ = nodes.known(node);
    Event timed = nodes.timed(node, event(event));
    try {
      return previews.of(node, timed);
    } catch (SQLException e) {
      throw Steps.lostBy(e)
          ? LabException.database("The rows cannot be read", e)
          : new LabException(Previews.why(node, e), e);
    }
  }

  /** Any event, as a person has written it. */
  static Event event(JsonNode event) {
    if (!(event instanceof ObjectNode object)) {
      throw new LabException(
          "An event is a JSON object such as {\"type\": \"ElectionTimeout\"}, not " + event + ".");
    }
    LocalClient.mustBeStorable(object);
    return Event.of(object);
  }
}
