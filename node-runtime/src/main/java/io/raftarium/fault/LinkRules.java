package io.raftarium.fault;

import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rules of all directed links; a link without an entry is {@link LinkRule#OK}. Safe for any
 * thread.
 */
public final class LinkRules {
  private volatile SortedMap<Link, LinkRule> rules = Collections.emptySortedMap();

  /** The rule of a link. */
  public LinkRule rule(int from, int to) {
    return rules.getOrDefault(new Link(from, to), LinkRule.OK);
  }

  /** Every rule that differs from {@link LinkRule#OK}, as an immutable map. */
  public SortedMap<Link, LinkRule> all() {
    return rules;
  }

  /** Sets the rules of these links at once: a reader sees all of it or nothing. */
  public synchronized void put(SortedMap<Link, LinkRule> changes) {
    SortedMap<Link, LinkRule> copy = new TreeMap<>(rules);
    copy.putAll(changes);
    copy.values().removeIf(LinkRule.OK::equals);
    rules = Collections.unmodifiableSortedMap(copy);
  }

  /** Takes every rule back. */
  public synchronized void clear() {
    rules = Collections.emptySortedMap();
  }
}
