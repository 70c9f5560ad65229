package io.raftarium.lab;

import io.raftarium.view.NodeStatus;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The nodes' processes as values, with where their rows are. */
final class Processes {
  private final Nodes nodes;
  private final LabDatabase database;
  private final ClusterKeeper keeper;

  Processes(Nodes nodes, LabDatabase database, ClusterKeeper keeper) {
    this.nodes = nodes;
    this.database = database;
    this.keeper = keeper;
  }

  SortedMap<Integer, NodeStatus> all() {
    return nodes.processes(database.place(), heartbeat());
  }

  /** One of them; null where it is not known yet. */
  @Nullable NodeStatus of(int node) {
    return nodes.process(node, database.place(), heartbeat());
  }

  private long heartbeat() {
    return keeper.options().heartbeatInterval().toNanos();
  }
}
