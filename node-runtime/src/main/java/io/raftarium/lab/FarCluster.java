package io.raftarium.lab;

import io.raftarium.view.ClusterView;
import io.raftarium.view.Deed;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.Preview;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Nodes in programs of their own, as the operator's verbs see them. */
final class FarCluster implements Lab.Cluster {
  private final FarLab lab;
  private final FarLab.Place place;
  private final @Nullable NodePrograms programs;
  private final FarTelling telling;
  private final Verbs verbs;

  FarCluster(
      FarLab lab,
      FarLab.Place place,
      @Nullable NodePrograms programs,
      FarTelling telling,
      Verbs verbs) {
    this.lab = lab;
    this.place = place;
    this.programs = programs;
    this.telling = telling;
    this.verbs = verbs;
  }

  @Override
  public ClusterView view() {
    return lab.observer().view();
  }

  @Override
  public SortedMap<Integer, NodeStatus> processes() {
    return lab.processes().all();
  }

  @Override
  public Instant made() {
    return Instant.EPOCH;
  }

  @Override
  public boolean reopen() {
    return true;
  }

  @Override
  public void startServerAgain() {
    if (programs == null) {
      throw elsewhere("start its servers");
    }
    lab.processes().all().keySet().forEach(this::startServer);
  }

  @Override
  public void start(int nodes) {
    throw elsewhere("start it anew");
  }

  @Override
  public void start(int nodes, boolean preVote, boolean checkQuorum) {
    throw elsewhere("start it anew");
  }

  @Override
  public void stop() {
    throw elsewhere("stop it");
  }

  @Override
  public int addNode() {
    throw elsewhere("add a node to it");
  }

  @Override
  public void removeNode(int node) {
    throw elsewhere("drop its nodes");
  }

  private LabException elsewhere(String what) {
    return new LabException(
        "The nodes of this cluster are programs of their own; to "
            + what
            + ", use raftarium-node and the cluster's file "
            + place.file()
            + ".");
  }

  @Override
  public void killServer(int node) {
    NodePrograms own = own("kill its server");
    verbs.run(() -> {
      NodeStatus _ = lab.processes().of(node);
      own.killServer(node);
      telling.told(new Deed.ServerKilled(node));
    });
  }

  @Override
  public void startServer(int node) {
    NodePrograms own = own("start its server");
    verbs.run(() -> {
      NodeStatus _ = lab.processes().of(node);
      own.startServer(node);
      telling.told(new Deed.ServerRestarted(node));
    });
  }

  @Override
  public void slowDisk(int node, Duration wait) {
    NodePrograms own = own("slow its disk");
    verbs.run(() -> {
      NodeStatus _ = lab.processes().of(node);
      own.slow(node, wait);
      telling.told(new Deed.DiskSlowed(node, wait));
    });
  }

  @Override
  public void wipe(int node) {
    NodePrograms own = own("wipe its disk");
    verbs.run(() -> {
      NodeStatus _ = lab.processes().of(node);
      own.wipe(node);
      telling.told(new Deed.Wiped(node));
    });
  }

  private NodePrograms own(String what) {
    if (programs == null) {
      throw elsewhere(what);
    }
    return programs;
  }

  @Override
  public void kill(int node) {
    verbs.run(() -> {
      NodeStatus _ = lab.processes().of(node);
      if (programs == null) {
        lab.nodes().crash(node);
      } else {
        programs.kill(node);
      }
      telling.told(new Deed.Killed(node));
    });
  }

  @Override
  public void restart(int node) {
    NodePrograms own = own("start a node again");
    verbs.run(() -> {
      if (own.runs(node)) {
        throw new LabException("Node " + node + " runs already; kill it first.");
      }
      own.start(node);
      telling.told(new Deed.Restarted(node));
    });
  }

  @Override
  public void pause(int node) {
    if (lab.processes().reached(node).state() == NodeStatus.State.PAUSED) {
      throw new LabException("Node " + node + " is paused already.");
    }
    lab.nodes().pause(node);
    telling.told(new Deed.Paused(node));
  }

  @Override
  public void resume(int node) {
    if (lab.processes().reached(node).state() != NodeStatus.State.PAUSED) {
      throw new LabException("Node " + node + " is not paused.");
    }
    lab.nodes().resume(node);
    telling.told(new Deed.Resumed(node));
  }

  @Override
  public void timeOutNow(int node) {
    NodeStatus _ = lab.processes().reached(node);
    lab.nodes().timeOut(node);
    telling.told(new Deed.TimedOut(node));
  }

  @Override
  public void takeSnapshot(int node) {
    NodeView view = view().nodes().get(node);
    if (view != null && view.snapshotIndex() >= view.lastApplied()) {
      throw new LabException(
          "Node "
              + node
              + " has applied nothing since its snapshot at entry "
              + view.snapshotIndex()
              + ".");
    }
    lab.nodes().snapshot(node);
    telling.told(new Deed.Snapshot(node));
  }

  @Override
  public JsonNode send(int node, JsonNode event) {
    throw elsewhere("hand it an event");
  }

  @Override
  public Preview preview(int node, JsonNode event) {
    NodeStatus _ = lab.processes().reached(node);
    return lab.nodes().preview(node, LocalCluster.event(event));
  }
}
