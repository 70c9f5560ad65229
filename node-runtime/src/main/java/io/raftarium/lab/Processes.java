package io.raftarium.lab;

import io.raftarium.view.NodeStatus;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The nodes' processes as values, with where their rows are. */
final class Processes {
  private final Nodes nodes;
  private final LabDatabase database;

  Processes(Nodes nodes, LabDatabase database) {
    this.nodes = nodes;
    this.database = database;
  }

  SortedMap<Integer, NodeStatus> all() {
    return nodes.processes(database.place());
  }

  /** One of them; null where it is not known yet. */
  @Nullable NodeStatus of(int node) {
    return nodes.process(node, database.place());
  }
}
