package io.raftarium.app.search;

import io.raftarium.app.model.Pick;
import io.raftarium.search.Wish;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeView;
import java.util.ArrayList;
import java.util.List;

/** What can be wished for at a moment: what is picked comes first. */
final class Presets {
  private Presets() {}

  static List<Wish> of(Moment moment, int selected, Pick picked) {
    List<Wish> wishes = new ArrayList<>();
    if (picked instanceof Pick.Entry(int node, long index, long term)) {
      wishes.add(new Wish.Overwritten(0, index, term));
      wishes.add(new Wish.Overwritten(node, index, term));
      wishes.add(new Wish.Commits(index, term));
    }
    if (moment.view().nodes().containsKey(selected)) {
      wishes.add(new Wish.BecomesLeader(selected));
    }
    wishes.add(new Wish.TwoLeaders(false));
    wishes.add(new Wish.TwoLeaders(true));
    wishes.add(new Wish.AcknowledgedLost());
    newest(moment, wishes);
    for (int node : moment.view().nodes().keySet()) {
      Wish leads = new Wish.BecomesLeader(node);
      if (!wishes.contains(leads)) {
        wishes.add(leads);
      }
    }
    return List.copyOf(wishes);
  }

  /** The newest entry of all logs, and one more. */
  private static void newest(Moment moment, List<Wish> wishes) {
    long last =
        moment.view().nodes().values().stream().mapToLong(NodeView::lastLogIndex).max().orElse(0);
    moment.view().nodes().values().stream()
        .filter(node -> node.lastLogIndex() == last && last > 0)
        .findFirst()
        .ifPresent(node -> {
          Wish gone = new Wish.Overwritten(0, last, node.lastLogTerm());
          if (!wishes.contains(gone)) {
            wishes.add(gone);
          }
        });
    wishes.add(new Wish.Commits(last + 1, 0));
  }
}
