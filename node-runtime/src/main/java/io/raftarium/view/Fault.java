package io.raftarium.view;

import java.time.Duration;
import java.util.SortedMap;
import java.util.SortedSet;

/** What an operator breaks for a while, and what is taken back at its end. */
public sealed interface Fault {
  /** A process is killed, and starts again on its rows. */
  record Down(int node) implements Fault {}

  /** A process is frozen, and goes on. */
  record Frozen(int node) implements Fault {}

  /** Every link between these nodes and the others is cut. */
  record CutOff(SortedSet<Integer> nodes) implements Fault {}

  /** Every link between different groups is cut. */
  record Parted(SortedMap<String, SortedSet<Integer>> groups) implements Fault {}

  /** A directed link has a rule. */
  record Ruled(int from, int to, LinkRule rule) implements Fault {}

  /** Every commit of a node's server waits so long. */
  record SlowDisk(int node, Duration more) implements Fault {}

  /** Whether something that was done to a process or a server leaves nothing of it to take back. */
  default boolean endedBy(Deed deed) {
    return switch (deed) {
      case Deed.Started _, Deed.Stopped _, Deed.Opened _ -> true;
      case Deed.Restarted(int node) -> isOf(node) && !(this instanceof SlowDisk);
      case Deed.Resumed(int node) -> equals(new Frozen(node));
      case Deed.Killed(int node) -> equals(new Frozen(node));
      case Deed.Wiped(int node) -> isOf(node);
      case Deed.Removed(int node) -> isOf(node);
      case Deed.DiskSlowed(int node, Duration more) ->
          this instanceof SlowDisk(int slow, Duration own) && slow == node && !own.equals(more);
      default -> false;
    };
  }

  private boolean isOf(int node) {
    return switch (this) {
      case Down(int down) -> down == node;
      case Frozen(int frozen) -> frozen == node;
      case SlowDisk(int slow, Duration _) -> slow == node;
      case CutOff _, Parted _, Ruled _ -> false;
    };
  }
}
