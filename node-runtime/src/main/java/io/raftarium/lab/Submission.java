package io.raftarium.lab;

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
    /** The node it was sent to is down; nothing was done. */
    NODE_DOWN
  }

  /** Whether the fate is final. */
  public boolean answered() {
    return status != Status.WAITING;
  }
}
