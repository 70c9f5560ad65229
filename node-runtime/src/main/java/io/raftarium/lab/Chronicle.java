package io.raftarium.lab;

import io.raftarium.node.NodeListener;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.StepResult;
import io.raftarium.record.Tape;
import io.raftarium.view.LabEvent.Kind;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.Submission;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What happened in the laboratory, told in sentences for a person. Safe for any thread. */
final class Chronicle implements NodeListener {
  private static final int MOST_REFUSALS = 50;
  private static final long TOLD_AGAIN_NANOS = 30_000_000_000L;

  /** When each of the newest refusals was told last. */
  private final Map<String, Long> refusals =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
              return size() > MOST_REFUSALS;
            }
          });

  private final Tape tape;
  private final IntFunction<@Nullable NodeStatus> process;

  /**
   * Tells it to the tape.
   *
   * @param process the process of a node; null where it is not known yet
   */
  Chronicle(Tape tape, IntFunction<@Nullable NodeStatus> process) {
    this.tape = tape;
    this.process = process;
  }

  /** Tells that a submission began, or how it ended. */
  void tell(Submission submission) {
    Set<Integer> concerned = submission.node() == 0 ? Set.of() : Set.of(submission.node());
    String request = "Request " + submission.request();
    if (submission.answered()) {
      tape.done(Kind.ANSWERED, concerned, request + ": " + fate(submission));
    } else {
      String what =
          switch (submission.kind()) {
            case COMMAND -> " submitted: ";
            case READ -> " reads: ";
            case CONFIG -> " changes the configuration: ";
            case TRANSFER -> " transfers the leadership: ";
          };
      tape.done(Kind.SUBMITTED, concerned, request + what + submission.command());
    }
  }

  @Override
  public void reconnected(int node, String text) {
    tape.done(Kind.RESTARTED, Set.of(node), text);
  }

  @Override
  public void refused(int node, String text) {
    // What is sent again and again is refused again and again: told once in a while.
    long now = System.nanoTime();
    Long last = refusals.putIfAbsent(text, now);
    if (last == null || now - last > TOLD_AGAIN_NANOS) {
      refusals.put(text, now);
      tape.done(Kind.REFUSED, Set.of(node), text);
    }
  }

  @Override
  public void failed(int node, String text) {
    NodeStatus failed = process.apply(node);
    if (failed != null) {
      tape.ran(failed);
    }
    tape.done(Kind.FAILED, Set.of(node), text);
  }

  @Override
  public void stepped(int node, Event event, StepResult result) {
    NodeStatus after = process.apply(node);
    if (after != null) {
      tape.stepped(after, event, result);
    }
  }

  private static String fate(Submission submission) {
    String problem = submission.problem();
    return switch (submission.status()) {
      case OK ->
          switch (submission.kind()) {
            case COMMAND -> "committed at index " + submission.index() + ".";
            case READ -> "read " + submission.result().path("value") + ".";
            case CONFIG -> "the configuration is committed.";
            case TRANSFER -> "another node leads.";
          };
      case HAPPENED -> "it happened: its entry is committed at index " + submission.index() + ".";
      case DID_NOT_HAPPEN -> "it did not happen: " + problem + ".";
      case UNKNOWN -> "its outcome is unknown; it may or may not happen.";
      default -> problem == null ? "nothing was done." : problem;
    };
  }
}
