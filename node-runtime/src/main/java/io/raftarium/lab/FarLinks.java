package io.raftarium.lab;

import io.raftarium.fault.LinkRules;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The links of nodes elsewhere: each sender keeps the rules of its own. */
final class FarLinks implements Links.Carrier {
  private final FarNodes nodes;
  private final LinkRules rules;

  FarLinks(FarNodes nodes, LinkRules rules) {
    this.nodes = nodes;
    this.rules = rules;
  }

  @Override
  public Duration baseDelay() {
    return Duration.ZERO;
  }

  @Override
  public void baseDelay(Duration delay) {
    throw new LabException(
        "Links between programs take as long as they take. A delay of a single link can be set.");
  }

  @Override
  public void change(SortedMap<Link, LinkRule> changes) {
    TreeMap<Integer, TreeMap<Integer, LinkRule>> bySender = new TreeMap<>();
    changes.forEach((link, rule) ->
        bySender.computeIfAbsent(link.from(), _ -> new TreeMap<>()).put(link.to(), rule));
    List<String> failed = new ArrayList<>();
    bySender.forEach((from, to) -> {
      try {
        nodes.links(from, to);
        TreeMap<Link, LinkRule> done = new TreeMap<>();
        to.forEach((node, rule) -> done.put(new Link(from, node), rule));
        rules.put(done);
      } catch (LabException e) {
        failed.add(String.valueOf(e.getMessage()));
      }
    });
    refuse(failed);
  }

  /** What one node refuses, the others do all the same. */
  private static void refuse(List<String> failed) {
    if (!failed.isEmpty()) {
      throw new LabException(String.join(" ", failed) + " What concerns the other nodes is done.");
    }
  }

  @Override
  public void clear() {
    // What flies between programs cannot be called back.
  }

  @Override
  public void heal() {
    List<String> failed = new ArrayList<>();
    for (int node : nodes.ids()) {
      try {
        nodes.heal(node);
      } catch (LabException e) {
        failed.add(String.valueOf(e.getMessage()));
      }
    }
    rules.clear();
    refuse(failed);
  }
}
