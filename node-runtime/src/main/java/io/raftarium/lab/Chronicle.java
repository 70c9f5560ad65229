package io.raftarium.lab;

import io.raftarium.node.NodeListener;
import io.raftarium.view.LabEvent;
import io.raftarium.view.LabEvent.Kind;
import io.raftarium.view.Submission;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What happened in the laboratory, told in sentences for a person. Safe for any thread. */
final class Chronicle implements NodeListener {
  private static final int MOST = 1_000;

  private final Recent<LabEvent> events = new Recent<>(MOST);

  /** Oldest first, a bounded number. */
  List<LabEvent> list() {
    return events.list();
  }

  /**
   * Tells what was done.
   *
   * @param concerned the nodes concerned; empty where it is the whole cluster
   */
  void tell(Kind kind, Set<Integer> concerned, String text) {
    SortedSet<Integer> sorted = Collections.unmodifiableSortedSet(new TreeSet<>(concerned));
    events.add(number -> new LabEvent(number, Instant.now(), kind, sorted, text));
  }

  /** Tells that a submission began, or how it ended. */
  void tell(Submission submission) {
    Set<Integer> concerned = submission.node() == 0 ? Set.of() : Set.of(submission.node());
    String request = "Request " + submission.request();
    if (submission.answered()) {
      tell(Kind.ANSWERED, concerned, request + ": " + fate(submission));
    } else {
      String what =
          switch (submission.kind()) {
            case COMMAND -> " submitted: ";
            case READ -> " reads: ";
            case CONFIG -> " changes the configuration: ";
            case TRANSFER -> " transfers the leadership: ";
          };
      tell(Kind.SUBMITTED, concerned, request + what + submission.command());
    }
  }

  @Override
  public void reconnected(int node, String text) {
    tell(Kind.RESTARTED, Set.of(node), text);
  }

  @Override
  public void refused(int node, String text) {
    tell(Kind.FAILED, Set.of(node), text);
  }

  @Override
  public void failed(int node, String text) {
    tell(Kind.FAILED, Set.of(node), text);
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
