package io.raftarium.view;

import java.util.Comparator;

/** A directed link between two nodes. */
public record Link(int from, int to) implements Comparable<Link> {
  private static final Comparator<Link> ORDER =
      Comparator.comparingInt(Link::from).thenComparingInt(Link::to);

  @Override
  public int compareTo(Link other) {
    return ORDER.compare(this, other);
  }
}
