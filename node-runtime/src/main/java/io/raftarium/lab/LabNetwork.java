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
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** The links of a laboratory. */
final class LabNetwork implements Lab.Network {
  private final Links links;
  private final Supplier<Set<Integer>> ids;
  private final IntConsumer known;
  private final Tape tape;
  private final Consumer<Deed> telling;
  private final Verbs quick;

  /**
   * Links between nodes.
   *
   * @param ids of all nodes
   * @param known refuses where there is no such node
   * @param telling told what was done
   */
  LabNetwork(
      Links links,
      Supplier<Set<Integer>> ids,
      IntConsumer known,
      Tape tape,
      Consumer<Deed> telling,
      Verbs quick) {
    this.links = links;
    this.ids = ids;
    this.known = known;
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
      telling.accept(new Deed.LinkDelayed(delay));
    });
  }

  @Override
  public void link(int from, int to, LinkRule rule) {
    quick.run(() -> {
      known.accept(from);
      known.accept(to);
      if (from == to) {
        throw new LabException("A node has no link to itself.");
      }
      boolean nowCut = rule.cut() && !links.rules().rule(from, to).cut();
      links.set(from, to, rule);
      telling.accept(new Deed.LinkChanged(from, to, rule, nowCut));
    });
  }

  @Override
  public void isolate(Set<Integer> isolated) {
    quick.run(() -> {
      isolated.forEach(known::accept);
      links.isolate(ids.get(), isolated);
      telling.accept(new Deed.Isolated(Collections.unmodifiableSortedSet(new TreeSet<>(isolated))));
    });
  }

  @Override
  public void partition(SortedMap<String, SortedSet<Integer>> groups) {
    quick.run(() -> {
      groups.values().forEach(members -> members.forEach(known::accept));
      links.partition(ids.get(), groups);
      telling.accept(new Deed.Partitioned(links.partition()));
    });
  }

  @Override
  public void heal() {
    quick.run(() -> {
      links.heal();
      telling.accept(new Deed.Healed());
    });
  }
}
