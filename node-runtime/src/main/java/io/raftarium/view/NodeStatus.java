package io.raftarium.view;

import io.raftarium.time.Countdown;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the database cannot know of a node: whether its process runs, and its timers.
 *
 * @param election the election timer; null where it does not run
 * @param heartbeat a leader's heartbeat timer; null where it does not run
 * @param lastStep how long the newest call of the function took, commit included
 * @param backing where its rows are, in words, for example {@code embedded :5433}
 * @param unknownSince when it was heard of last; null unless its state is unknown
 * @param own how its time differs from that of its cluster
 */
public record NodeStatus(
    int id,
    State state,
    @Nullable Countdown election,
    @Nullable Countdown heartbeat,
    Duration lastStep,
    String backing,
    @Nullable Instant unknownSince,
    OwnTime own) {
  /** Whether the process runs. */
  public enum State {
    RUNNING,
    /** Frozen: it takes no event and sends nothing until it is resumed. */
    PAUSED,
    /** Killed: its connection is gone and what it did not commit is undone. */
    DOWN,
    /** It ended by a failure that it could not mend by itself; see the lab's events. */
    FAILED,
    /** It cannot be reached: it may run, and may not. */
    UNKNOWN
  }

  /** A recording of an earlier program does not tell how its time differs. */
  public NodeStatus {
    own = Objects.requireNonNullElse(own, OwnTime.NONE);
  }

  /** Of a process whose time is that of its cluster. */
  public NodeStatus(
      int id,
      State state,
      @Nullable Countdown election,
      @Nullable Countdown heartbeat,
      Duration lastStep,
      String backing,
      @Nullable Instant unknownSince) {
    this(id, state, election, heartbeat, lastStep, backing, unknownSince, OwnTime.NONE);
  }

  /** The same, of one that is heard of. */
  public NodeStatus(
      int id,
      State state,
      @Nullable Countdown election,
      @Nullable Countdown heartbeat,
      Duration lastStep,
      String backing) {
    this(id, state, election, heartbeat, lastStep, backing, null);
  }
}
