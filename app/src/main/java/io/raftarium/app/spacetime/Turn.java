package io.raftarium.app.spacetime;

import io.raftarium.protocol.Role;
import io.raftarium.view.NodeStatus;

/**
 * From here on a node is something else.
 *
 * @param up whether its process takes steps
 */
record Turn(int node, At at, long term, Role role, boolean up) {
  static Turn first(int node, At at) {
    return new Turn(node, at, 0, Role.FOLLOWER, true);
  }

  Turn in(At newAt, long newTerm, Role newRole) {
    return new Turn(node, newAt, newTerm, newRole, up);
  }

  Turn process(At newAt, NodeStatus.State state) {
    boolean runs = state == NodeStatus.State.RUNNING || state == NodeStatus.State.UNKNOWN;
    return new Turn(node, newAt, term, role, runs);
  }

  boolean sameAs(Turn other) {
    return term == other.term && role == other.role && up == other.up;
  }
}
