package io.raftarium.lab;

import io.raftarium.node.NodeListener;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Configuration;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.StepResult;
import io.raftarium.record.Tape;
import io.raftarium.view.Ask;
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
          switch (submission.ask()) {
            case Ask.Write(Command command) -> " submitted: " + command;
            case Ask.Read(String key) -> " reads " + key;
            case Ask.Change(Configuration wanted) -> " changes the configuration: " + wanted;
            case Ask.Transfer(int to) -> " transfers the leadership to node " + to;
          };
      tape.done(Kind.SUBMITTED, concerned, request + what);
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
          switch (submission.ask()) {
            case Ask.Write _ -> "committed at index " + submission.index() + ".";
            case Ask.Read _ -> "read " + submission.result().value() + ".";
            case Ask.Change _ -> "the configuration is committed.";
            case Ask.Transfer _ -> "another node leads.";
          };
      case HAPPENED -> "it happened: its entry is committed at index " + submission.index() + ".";
      case DID_NOT_HAPPEN -> "it did not happen: " + problem + ".";
      case UNKNOWN -> "its outcome is unknown; it may or may not happen.";
      default -> problem == null ? "nothing was done." : problem;
    };
  }
}
