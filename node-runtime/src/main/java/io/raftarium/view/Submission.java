package io.raftarium.view;

import io.raftarium.protocol.LogEntry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What was asked of the cluster and what became of it.
 *
 * @param request the request id, unique in this laboratory
 * @param command what was asked: a command, a read's query, a configuration's {@code voters} and
 *     {@code learners}, or whom to transfer {@code to}
 * @param node the node it was last sent to
 * @param status where it stands
 * @param index log index of its entry, once an answer names it; 0 before
 * @param term term of that entry; 0 before
 * @param result the command's result for {@code OK}; else JSON null
 * @param problem why it was refused; null unless it was
 * @param latency from submit to answer in laboratory time, so far while it waits
 * @param kind what kind of request it is
 */
public record Submission(
    String request,
    JsonNode command,
    int node,
    Instant submittedAt,
    Status status,
    long index,
    long term,
    JsonNode result,
    @Nullable String problem,
    Duration latency,
    Kind kind) {
  /** A command. */
  public Submission(
      String request,
      JsonNode command,
      int node,
      Instant submittedAt,
      Status status,
      long index,
      long term,
      JsonNode result,
      @Nullable String problem,
      Duration latency) {
    this(
        request,
        command,
        node,
        submittedAt,
        status,
        index,
        term,
        result,
        problem,
        latency,
        Kind.COMMAND);
  }

  /** The kinds of request. */
  public enum Kind {
    /** A command for the log. */
    COMMAND,
    /** A linearizable read, which leaves no entry. */
    READ,
    /** A change of the configuration. */
    CONFIG,
    /** A transfer of leadership. */
    TRANSFER
  }

  /** The fate of a request. */
  public enum Status {
    /** No answer yet. */
    WAITING,
    /** Committed and applied; for a read: linearizable; for a transfer: another node leads. */
    OK,
    /** The node is not the leader; nothing was done. */
    NOT_LEADER,
    /** Refused; nothing was done. */
    REJECTED,
    /** It may or may not happen. */
    UNKNOWN,
    /** No answer came, but its entry is committed by now: it happened. */
    HAPPENED,
    /** No answer came, and another entry is committed in its place by now: it never will. */
    DID_NOT_HAPPEN,
    /** The node it was sent to is down; nothing was done. */
    NODE_DOWN
  }

  /** The same at the place in the log that its leader gave it. */
  public Submission at(long newIndex, long newTerm) {
    return new Submission(
        request,
        command,
        node,
        submittedAt,
        status,
        newIndex,
        newTerm,
        result,
        problem,
        latency,
        kind);
  }

  /**
   * What the rows prove of a request whose outcome is unknown: an entry of its index is committed
   * somewhere, and it is this request's entry, or another one.
   */
  public Submission proven(ClusterView view) {
    if (status != Status.UNKNOWN || index == 0 || term == 0) {
      return this;
    }
    for (NodeView rows : view.nodes().values()) {
      LogEntry entry = rows.commitIndex() < index ? null : rows.entry(index);
      if (entry != null) {
        boolean own = entry.term() == term;
        return new Submission(
            request,
            command,
            node,
            submittedAt,
            own ? Status.HAPPENED : Status.DID_NOT_HAPPEN,
            index,
            term,
            result,
            own
                ? null
                : "another entry was committed at index " + index + ", of term " + entry.term(),
            latency,
            kind);
      }
    }
    return this;
  }

  /** Whether the fate is final. */
  public boolean answered() {
    return status != Status.WAITING;
  }
}
