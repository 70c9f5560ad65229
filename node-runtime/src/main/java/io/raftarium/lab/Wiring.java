package io.raftarium.lab;

import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rules of all links, and the groups of the running partition. */
record Wiring(SortedMap<Link, LinkRule> links, SortedMap<String, SortedSet<Integer>> partition) {
  static final Wiring WHOLE =
      new Wiring(Collections.emptySortedMap(), Collections.emptySortedMap());

  static Wiring of(Lab.Network network) {
    return new Wiring(network.links(), network.partition());
  }

  LinkRule rule(Link link) {
    return links.getOrDefault(link, LinkRule.OK);
  }

  /**
   * This one without what a change has made of it: what others changed since stays.
   *
   * @return the links that differ, and the partition
   */
  Wiring without(Wiring before, Wiring after) {
    SortedMap<String, SortedSet<Integer>> groups =
        partition.equals(after.partition) ? before.partition : partition;
    TreeSet<Link> all = new TreeSet<>(before.links.keySet());
    all.addAll(after.links.keySet());
    TreeMap<Link, LinkRule> changes = new TreeMap<>();
    for (Link link : all) {
      LinkRule back = rule(link).withoutChange(before.rule(link), after.rule(link));
      if (back.cut() != rule(link).cut() && !back.cut() && apart(link, groups)) {
        back = back.withCut(true);
      }
      if (!back.equals(rule(link))) {
        changes.put(link, back);
      }
    }
    return new Wiring(changes, groups);
  }

  private static boolean apart(Link link, SortedMap<String, SortedSet<Integer>> groups) {
    return !groups.isEmpty()
        && groups.values().stream()
            .noneMatch(group -> group.contains(link.from()) && group.contains(link.to()));
  }

  /** Whether a change has left anything in it. */
  boolean has(Wiring before, Wiring after) {
    Wiring back = without(before, after);
    return !back.links.isEmpty() || !back.partition.equals(partition);
  }
}
