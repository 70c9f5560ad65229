package io.raftarium.app.spacetime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Where lanes and places are, px.
 *
 * @param nodes from top to bottom
 */
record LaneLayout(List<Integer> nodes, Sight sight, double width, double height) {
  /** Room for names at the left. */
  static final double GUTTER = 74;

  /** Room above for the scale and what is about all lanes. */
  static final double HEAD = 46;

  private static final double FOOT = 16;
  private static final double MOST = 110;

  /** With the pinned nodes on top. */
  static LaneLayout of(
      Collection<Integer> nodes, Set<Integer> pinned, Sight sight, double width, double height) {
    List<Integer> order = new ArrayList<>();
    nodes.stream().filter(pinned::contains).forEach(order::add);
    nodes.stream().filter(node -> !pinned.contains(node)).forEach(order::add);
    return new LaneLayout(List.copyOf(order), sight, width, height);
  }

  /** How far lanes are from each other. */
  double pitch() {
    return Math.min(MOST, (height - HEAD - FOOT) / Math.max(1, nodes.size()));
  }

  /** The middle of a lane; below 0 where the node has none. */
  double y(int node) {
    int at = nodes.indexOf(node);
    return at < 0 ? -1 : HEAD + pitch() * (at + 0.5);
  }

  /** The node whose lane is there; 0 for none. */
  int node(double y) {
    int at = (int) Math.floor((y - HEAD) / pitch());
    return y < HEAD || at >= nodes.size() ? 0 : nodes.get(at);
  }

  double x(double place) {
    return GUTTER + (place - sight.from()) / sight.span() * room();
  }

  double x(At at) {
    return x(sight.axis().of(at));
  }

  double place(double x) {
    return sight.from() + (x - GUTTER) / room() * sight.span();
  }

  /** Width of what shows time. */
  double room() {
    return Math.max(1, width - GUTTER);
  }
}
