package io.raftarium.app.function;

import io.raftarium.app.model.Pick;
import io.raftarium.app.model.Source;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.record.Happening;
import io.raftarium.view.ClusterView;
import io.raftarium.view.NodeView;
import io.raftarium.view.Sorted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what the journal says of a step that is picked on the tape. */
final class TakenSteps {
  /** The rows of a step are read soon after it. */
  private static final int MOST_VIEWS = 50;

  private TakenSteps() {}

  /** A step, and the first view that has it. */
  record Taken(JournalEntry step, ClusterView view) {}

  /** The newest step of a node in a view that ran a rule; null where none did. */
  static @Nullable Taken ran(ClusterView view, int node, String rule) {
    return view.journal().reversed().stream()
        .filter(step -> step.nodeId() == node && step.rules().contains(rule))
        .findFirst()
        .map(step -> new Taken(step, view))
        .orElse(null);
  }

  /** Null where the step changed nothing, or where the journal no longer held it. */
  static @Nullable Taken find(Source source, Pick.Step pick) {
    if (!(source.tape().happening(pick.happening()).orElse(null)
        instanceof Happening.Stepped stepped)) {
      return null;
    }
    List<ClusterView> history = source.history();
    int first = Sorted.first(history, view -> source.numberOf(view) > pick.happening());
    for (int at = Math.max(0, first - 1); at < Math.min(history.size(), first + MOST_VIEWS); at++) {
      ClusterView view = history.get(at);
      NodeView node = view.nodes().get(pick.node());
      if (node != null && node.version() >= stepped.version()) {
        return view.journal().reversed().stream()
            .filter(step -> step.nodeId() == pick.node() && step.version() == stepped.version())
            .findFirst()
            .map(step -> new Taken(step, view))
            .orElse(null);
      }
    }
    return null;
  }
}
