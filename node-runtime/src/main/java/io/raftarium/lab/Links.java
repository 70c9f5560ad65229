package io.raftarium.lab;

import io.raftarium.fault.FaultyTransport;
import io.raftarium.fault.LinkRules;
import io.raftarium.view.Hold;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.Steer;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the operator did to the links: rules, isolation and the running partition. */
final class Links {
  private final LinkRules rules;
  private final Carrier carrier;
  private volatile SortedMap<String, SortedSet<Integer>> partition = Collections.emptySortedMap();

  /** Cuts that the partition made; another partition takes them back first. */
  private volatile Set<Link> partitionCuts = Set.of();

  /** What carries the messages that the rules are for. */
  interface Carrier {
    /** What every link takes before any rule. */
    Duration baseDelay();

    /** Changes what every link takes. */
    void baseDelay(Duration delay);

    /** Changes rules; what flies over a link that is cut now is lost. */
    void change(SortedMap<Link, LinkRule> changes);

    /** Loses everything that flies. */
    void clear();

    /** Takes every rule back. */
    void heal();

    /** Which messages stop; empty where none does. */
    Optional<Hold> hold();

    /** Lets messages stop on their links from now on. */
    void hold(Hold hold);

    /**
     * Lets no message stop any longer.
     *
     * @param deliver whether what is held arrives; else it is lost
     * @return how many messages were held
     */
    int release(boolean deliver);

    /** Does something with a message that is held; false where it is so no longer. */
    boolean steer(WireMessage message, Steer act, Duration by);
  }

  Links(LinkRules rules, Carrier carrier) {
    this.rules = rules;
    this.carrier = carrier;
  }

  /** Those of a transport of this process. */
  static Links of(LinkRules rules, FaultyTransport transport) {
    return new Links(
        rules,
        new Carrier() {
          @Override
          public Duration baseDelay() {
            return transport.baseDelay();
          }

          @Override
          public void baseDelay(Duration delay) {
            transport.baseDelay(delay);
          }

          @Override
          public void change(SortedMap<Link, LinkRule> changes) {
            transport.change(changes);
          }

          @Override
          public void clear() {
            transport.clear();
          }

          @Override
          public void heal() {
            rules.clear();
          }

          @Override
          public Optional<Hold> hold() {
            return transport.hold();
          }

          @Override
          public void hold(Hold hold) {
            transport.hold(hold);
          }

          @Override
          public int release(boolean deliver) {
            return transport.release(deliver);
          }

          @Override
          public boolean steer(WireMessage message, Steer act, Duration by) {
            return transport.steer(message.number(), act, by);
          }
        });
  }

  /** What lets messages stop, and go on. */
  Carrier carrier() {
    return carrier;
  }

  LinkRules rules() {
    return rules;
  }

  SortedMap<String, SortedSet<Integer>> partition() {
    return partition;
  }

  /** What every link needs for a message, before any rule. */
  Duration delay() {
    return carrier.baseDelay();
  }

  void delay(Duration delay) {
    carrier.baseDelay(delay);
  }

  /** Sets one rule. */
  void set(int from, int to, LinkRule rule) {
    carrier.change(new TreeMap<>(Map.of(new Link(from, to), rule)));
  }

  void isolate(Set<Integer> nodes, Set<Integer> isolated) {
    if (isolated.isEmpty()) {
      throw new LabException("Choose the nodes to isolate.");
    }
    TreeMap<Link, LinkRule> changes = new TreeMap<>();
    for (Link link : between(nodes)) {
      if (isolated.contains(link.from()) != isolated.contains(link.to())) {
        changes.put(link, rules.rule(link.from(), link.to()).withCut(true));
      }
    }
    carrier.change(changes);
  }

  /** Cuts the links between groups. */
  void partition(Set<Integer> nodes, SortedMap<String, SortedSet<Integer>> groups) {
    SortedMap<String, SortedSet<Integer>> whole = wholePartition(nodes, groups);
    TreeMap<Link, LinkRule> changes = new TreeMap<>();
    for (Link link : partitionCuts) {
      changes.put(link, rules.rule(link.from(), link.to()).withCut(false));
    }
    TreeSet<Link> cuts = new TreeSet<>();
    for (Link link : between(nodes)) {
      LinkRule rule = changes.getOrDefault(link, rules.rule(link.from(), link.to()));
      boolean together =
          whole.values().stream()
              .anyMatch(group -> group.contains(link.from()) && group.contains(link.to()));
      if (!together && !rule.cut()) {
        cuts.add(link);
        changes.put(link, rule.withCut(true));
      }
    }
    carrier.change(changes);
    partitionCuts = cuts;
    partition = whole;
  }

  /** Sets some rules, and which partition is said to run. */
  void set(SortedMap<Link, LinkRule> changes, SortedMap<String, SortedSet<Integer>> groups) {
    carrier.change(changes);
    partition = groups;
    partitionCuts = cutsBetween(rules.all(), groups);
  }

  /** Puts back what an earlier program kept of its links. */
  void restore(ClusterRecord kept) {
    carrier.clear();
    heal();
    rules.put(kept.links());
    delay(kept.options().linkDelay());
    partition = kept.partition();
    partitionCuts = kept.partitionCuts();
  }

  /** The cut links between different groups: what a partition most likely cut. */
  static Set<Link> cutsBetween(
      SortedMap<Link, LinkRule> links, SortedMap<String, SortedSet<Integer>> groups) {
    TreeSet<Link> cuts = new TreeSet<>();
    links.forEach((link, rule) -> {
      boolean together =
          groups.values().stream()
              .anyMatch(group -> group.contains(link.from()) && group.contains(link.to()));
      if (rule.cut() && !groups.isEmpty() && !together) {
        cuts.add(link);
      }
    });
    return cuts;
  }

  /** The links that the running partition cut. */
  Set<Link> partitionCuts() {
    return partitionCuts;
  }

  /** Heals every link, and what is on its way is gone. */
  void clear() {
    carrier.clear();
    heal();
  }

  void heal() {
    carrier.heal();
    partition = Collections.emptySortedMap();
    partitionCuts = Set.of();
  }

  /** The groups as asked, and one more of the nodes in none of them. */
  private static SortedMap<String, SortedSet<Integer>> wholePartition(
      Set<Integer> nodes, SortedMap<String, SortedSet<Integer>> groups) {
    TreeMap<String, SortedSet<Integer>> whole = new TreeMap<>();
    TreeSet<Integer> others = new TreeSet<>(nodes);
    groups.forEach((group, members) -> {
      for (int member : members) {
        if (!others.remove(member)) {
          throw new LabException("Node " + member + " is in more than one group.");
        }
      }
      if (!members.isEmpty()) {
        whole.put(group, Collections.unmodifiableSortedSet(new TreeSet<>(members)));
      }
    });
    if (!others.isEmpty()) {
      String rest = "others";
      while (whole.containsKey(rest)) {
        rest += "'";
      }
      whole.put(rest, Collections.unmodifiableSortedSet(others));
    }
    if (whole.size() < 2) {
      throw new LabException("A partition has at least two groups with nodes in them.");
    }
    return Collections.unmodifiableSortedMap(whole);
  }

  private static SortedSet<Link> between(Set<Integer> ids) {
    TreeSet<Link> links = new TreeSet<>();
    for (int from : ids) {
      for (int to : ids) {
        if (from != to) {
          links.add(new Link(from, to));
        }
      }
    }
    return links;
  }

  /** The nodes in words, for a sentence. */
  static String named(Set<Integer> ids) {
    String list = String.join(", ", new TreeSet<>(ids).stream().map(String::valueOf).toList());
    return (ids.size() == 1 ? "node " : "nodes ") + list;
  }
}
