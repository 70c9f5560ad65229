package io.raftarium.view;

import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Result;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of the cluster and what became of it.
 *
 * @param request the request id, unique in this laboratory
 * @param ask what was asked
 * @param node the node it was last sent to
 * @param outcome what became of it so far
 * @param latency from submit to answer in laboratory time, so far while it waits
 */
public record Submission(
    String request, Ask ask, int node, Instant submittedAt, Outcome outcome, Duration latency) {
  /**
   * What became of a request.
   *
   * @param status where it stands
   * @param index log index of its entry, once an answer names it; 0 before
   * @param term term of that entry; 0 before
   * @param result the command's result for {@code OK}; else none
   * @param problem why it was refused; null unless it was
   */
  public record Outcome(
      Status status, long index, long term, Result result, @Nullable String problem) {
    /** Nothing is known yet. */
    public static final Outcome WAITING = new Outcome(Status.WAITING, 0, 0, Result.NONE, null);

    /** The same of an entry that is there in the log. */
    public Outcome at(long newIndex, long newTerm) {
      return new Outcome(status, newIndex, newTerm, result, problem);
    }
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

  public Status status() {
    return outcome.status;
  }

  public long index() {
    return outcome.index;
  }

  public long term() {
    return outcome.term;
  }

  public Result result() {
    return outcome.result;
  }

  public @Nullable String problem() {
    return outcome.problem;
  }

  /** The same, sent to another node, with what is known since. */
  public Submission with(int newNode, Outcome newOutcome, Duration newLatency) {
    return new Submission(request, ask, newNode, submittedAt, newOutcome, newLatency);
  }

  /** The same with what is known since. */
  public Submission with(Outcome newOutcome) {
    return with(node, newOutcome, latency);
  }

  /** The same at the place in the log that its leader gave it. */
  public Submission at(long newIndex, long newTerm) {
    return with(outcome.at(newIndex, newTerm));
  }

  /**
   * What the rows prove of a request whose outcome is unknown: an entry of its index is committed
   * somewhere, and it is this request's entry, or another one.
   */
  public Submission proven(ClusterView view) {
    if (status() != Status.UNKNOWN || index() == 0 || term() == 0) {
      return this;
    }
    for (NodeView rows : view.nodes().values()) {
      LogEntry entry = rows.commitIndex() < index() ? null : rows.entry(index());
      if (entry != null) {
        boolean own = entry.term() == term();
        return with(
            new Outcome(
                own ? Status.HAPPENED : Status.DID_NOT_HAPPEN,
                index(),
                term(),
                result(),
                own
                    ? null
                    : "another entry was committed at index "
                        + index()
                        + ", of term "
                        + entry.term()));
      }
    }
    return this;
  }

  /** Whether the fate is final. */
  public boolean answered() {
    return status() != Status.WAITING;
  }
}
