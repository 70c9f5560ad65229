package io.raftarium.view;

import java.time.Duration;

/**
 * What the database cannot know of a node: whether its process runs, and its timers.
 *
 * @param electionStart laboratory time, ns, at which the running election timer was armed
 * @param electionDeadline laboratory time, ns, at which it fires; 0 where none runs
 * @param heartbeatDeadline laboratory time, ns, at which a leader's heartbeat timer fires; 0 where
 *     none runs
 * @param heartbeatInterval how long that timer runs each time, ns
 * @param lastStep how long the newest call of the function took, commit included
 * @param backing where its rows are, in words, for example {@code embedded :5433}
 */
public record NodeStatus(
    int id,
    State state,
    long electionStart,
    long electionDeadline,
    long heartbeatDeadline,
    long heartbeatInterval,
    Duration lastStep,
    String backing) {
  /** Whether the process runs. */
  public enum State {
    RUNNING,
    /** Frozen: it takes no event and sends nothing until it is resumed. */
    PAUSED,
    /** Killed: its connection is gone and what it did not commit is undone. */
    DOWN,
    /** It ended by a failure that it could not mend by itself; see the lab's events. */
    FAILED
  }
}
