package io.raftarium.search;

import io.raftarium.protocol.Role;
import io.raftarium.protocol.Rpc;
import java.util.List;

/** A way from a moment to what was wished for. */
public record Schedule(Wish wish, List<Planned> steps) {
  public Schedule {
    steps = List.copyOf(steps);
  }

  /**
   * A move and what comes of it.
   *
   * @param after how its node stands then; as before where it has died
   * @param sent what it sends in that step
   */
  public record Planned(Move move, Place after, List<Rpc> sent) {
    public Planned {
      sent = List.copyOf(sent);
    }
  }

  /** How a node stands. */
  public record Place(Role role, long term, long commitIndex, long lastLogIndex) {}
}
