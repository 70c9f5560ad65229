package io.raftarium.reason;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A fact, and what it came of.
 *
 * @param number of the happening to look at; none of what it came of has a higher one
 * @param at when that was
 * @param because what it came of: what only adds to it first, what led to it last
 */
public record Reason(long number, Instant at, Fact fact, List<Reason> because) {
  /**
   * A fact and how far it lies from the one that was asked about.
   *
   * @param depth 0 for the fact that was asked about; what only adds to a fact is one deeper, what
   *     led to it as deep
   */
  public record Link(int depth, Reason reason) {}

  /** All of it in the order in which it is told: each fact before what it came of. */
  public List<Link> links() {
    List<Link> links = new ArrayList<>();
    add(links, 0);
    return List.copyOf(links);
  }

  private void add(List<Link> links, int depth) {
    links.add(new Link(depth, this));
    for (int i = 0; i < because.size(); i++) {
      because.get(i).add(links, i == because.size() - 1 ? depth : depth + 1);
    }
  }
}
