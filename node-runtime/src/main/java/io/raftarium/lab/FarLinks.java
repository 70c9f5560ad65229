package io.raftarium.lab;

import io.raftarium.fault.LinkRules;
import io.raftarium.view.Hold;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Steer;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** The links of nodes elsewhere: each sender keeps the rules of its own. */
final class FarLinks implements Links.Carrier {
  private final FarNodes nodes;
  private final LinkRules rules;

  private final FarHolds holds;

  FarLinks(FarNodes nodes, LinkRules rules, FarHolds holds) {
    this.nodes = nodes;
    this.rules = rules;
    this.holds = holds;
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
    try {
      each(nodes::heal);
    } finally {
      rules.clear();
    }
  }

  @Override
  public Optional<Hold> hold() {
    return holds.all();
  }

  @Override
  public void hold(Hold newHold) {
    each(node -> {
      nodes.hold(node, newHold);
      holds.put(node, newHold.from(node));
    });
  }

  @Override
  public int release(boolean deliver) {
    int[] messages = new int[1];
    each(node -> {
      messages[0] += nodes.release(node, deliver);
      holds.put(node, Optional.empty());
    });
    return messages[0];
  }

  @Override
  public boolean steer(WireMessage message, Steer act, Duration by) {
    return nodes.steer(message, act, by);
  }

  private void each(IntConsumer act) {
    List<String> failed = new ArrayList<>();
    for (int node : nodes.ids()) {
      try {
        act.accept(node);
      } catch (LabException e) {
        failed.add(String.valueOf(e.getMessage()));
      }
    }
    refuse(failed);
  }
}
