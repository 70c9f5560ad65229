package io.raftarium.lab;

import io.raftarium.record.Tape;
import io.raftarium.view.Deed;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** The links of a laboratory. */
final class LocalNetwork implements Lab.Network {
  private final Links links;
  private final Nodes nodes;
  private final Tape tape;
  private final Telling telling;
  private final Verbs quick;

  LocalNetwork(Links links, Nodes nodes, Tape tape, Telling telling, Verbs quick) {
    this.links = links;
    this.nodes = nodes;
    this.tape = tape;
    this.telling = telling;
    this.quick = quick;
  }

  @Override
  public SortedMap<Link, LinkRule> links() {
    return links.rules().all();
  }

  @Override
  public SortedMap<String, SortedSet<Integer>> partition() {
    return links.partition();
  }

  @Override
  public List<WireMessage> wire() {
    return tape.wire();
  }

  @Override
  public Duration delay() {
    return links.delay();
  }

  @Override
  public void delay(Duration delay) {
    quick.run(() -> {
      if (delay.isNegative()) {
        throw new LabException(
            "The delay of a link is 0 or more, not " + delay.toMillis() + " ms.");
      }
      links.delay(delay);
      telling.kept(new Deed.LinkDelayed(delay));
    });
  }

  @Override
  public void link(int from, int to, LinkRule rule) {
    quick.run(() -> {
      nodes.known(from);
      nodes.known(to);
      if (from == to) {
        throw new LabException("A node has no link to itself.");
      }
      boolean nowCut = rule.cut() && !links.rules().rule(from, to).cut();
      links.set(from, to, rule);
      telling.kept(new Deed.LinkChanged(from, to, rule, nowCut));
    });
  }

  @Override
  public void isolate(Set<Integer> isolated) {
    quick.run(() -> {
      isolated.forEach(nodes::known);
      links.isolate(nodes.ids(), isolated);
      telling.kept(new Deed.Isolated(Collections.unmodifiableSortedSet(new TreeSet<>(isolated))));
    });
  }

  @Override
  public void partition(SortedMap<String, SortedSet<Integer>> groups) {
    quick.run(() -> {
      groups.values().forEach(members -> members.forEach(nodes::known));
      links.partition(nodes.ids(), groups);
      telling.kept(new Deed.Partitioned(links.partition()));
    });
  }

  @Override
  public void heal() {
    quick.run(() -> {
      links.heal();
      telling.kept(new Deed.Healed());
    });
  }
}
