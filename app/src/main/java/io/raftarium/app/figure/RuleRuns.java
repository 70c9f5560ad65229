package io.raftarium.app.figure;

import io.raftarium.protocol.JournalEntry;
import io.raftarium.view.ClusterView;
import io.raftarium.view.NodeView;
import io.raftarium.view.Sorted;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Where on the tape a rule ran: the views that first showed such a step. */
final class RuleRuns {
  private final List<ClusterView> history;

  /** In views that are kept, oldest first. */
  RuleRuns(List<ClusterView> history) {
    this.history = history;
  }

  /** A step that ran it, and the view that first has it. */
  record Run(ClusterView view, JournalEntry step) {}

  /** The newest at a view or before it. */
  Optional<Run> upTo(long view, String rule) {
    return find(Sorted.first(history, each -> each.number() > view) - 1, at -> at - 1, rule);
  }

  /** The newest before a view. */
  Optional<Run> before(long view, String rule) {
    return find(Sorted.first(history, each -> each.number() >= view) - 1, at -> at - 1, rule);
  }

  /** The first after a view. */
  Optional<Run> after(long view, String rule) {
    return find(Sorted.first(history, each -> each.number() > view), at -> at + 1, rule);
  }

  private Optional<Run> find(int start, IntUnaryOperator next, String rule) {
    for (int at = start; at >= 0 && at < history.size(); at = next.applyAsInt(at)) {
      ClusterView view = history.get(at);
      ClusterView before = at == 0 ? ClusterView.NOTHING : history.get(at - 1);
      for (JournalEntry step : view.journal().reversed()) {
        if (fresh(step, before) && step.rules().contains(rule)) {
          return Optional.of(new Run(view, step));
        }
        if (!fresh(step, before) && at > 0) {
          break;
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a step is not in the view before. */
  private static boolean fresh(JournalEntry step, ClusterView before) {
    NodeView node = before.nodes().get(step.nodeId());
    return node == null || step.version() > node.version();
  }
}
