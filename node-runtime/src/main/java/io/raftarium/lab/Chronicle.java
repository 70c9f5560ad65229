package io.raftarium.lab;

import io.raftarium.node.NodeListener;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.StepResult;
import io.raftarium.record.Tape;
import io.raftarium.view.Deed;
import io.raftarium.view.Newest;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.Submission;
import java.util.Collections;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What happened in the laboratory, told to its tape. Safe for any thread. */
final class Chronicle implements NodeListener {
  private static final int MOST_REFUSALS = 50;
  private static final long TOLD_AGAIN_NANOS = 30_000_000_000L;

  /** When each of the newest refusals was told last. */
  private final Map<Deed.Refused, Long> refusals =
      Collections.synchronizedMap(new Newest<>(MOST_REFUSALS));

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
    tape.done(
        submission.answered() ? new Deed.Answered(submission) : new Deed.Submitted(submission));
  }

  @Override
  public void reconnected(int node, boolean committed) {
    tape.done(new Deed.Reconnected(node, committed));
  }

  @Override
  public void refused(int node, String type, String why) {
    // What is sent again and again is refused again and again: told once in a while.
    Deed.Refused refused = new Deed.Refused(node, type, why);
    long now = System.nanoTime();
    Long last = refusals.putIfAbsent(refused, now);
    if (last == null || now - last > TOLD_AGAIN_NANOS) {
      refusals.put(refused, now);
      tape.done(refused);
    }
  }

  @Override
  public void failed(int node, String why) {
    NodeStatus failed = process.apply(node);
    if (failed != null) {
      tape.ran(failed);
    }
    tape.done(new Deed.Failed(node, why));
  }

  @Override
  public void stepped(int node, Event event, StepResult result) {
    NodeStatus after = process.apply(node);
    if (after != null) {
      tape.stepped(after, event, result);
    }
  }
}
