package io.raftarium.view;

import java.time.Instant;
import java.util.SortedSet;

/**
 * Something that the operator or the runtime did.
 *
 * @param nodes the nodes concerned; empty where it is the whole cluster
 * @param text one sentence for a person
 */
public record LabEvent(long number, Instant at, Kind kind, SortedSet<Integer> nodes, String text) {
  /** The kinds of event. */
  public enum Kind {
    STARTED,
    STOPPED,
    KILLED,
    RESTARTED,
    PAUSED,
    RESUMED,
    CUT,
    HEALED,
    LINK_CHANGED,
    SUBMITTED,
    ANSWERED,
    TIMED_OUT,
    SNAPSHOT,
    SENT,
    ADDED,
    REMOVED,
    /** A node refused a message or a timeout: it changed nothing, and the node goes on. */
    REFUSED,
    FAILED
  }
}
