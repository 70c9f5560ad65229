package io.raftarium.search;

import java.util.Arrays;

/**
 * A state of the whole cluster: the images of its nodes in the order of their ids, which of them
 * run, the messages under way, and what has been used up of what may happen.
 */
final class World {
  /** What has happened so far that is bounded. */
  record Used(int crashes, int commands, int copies) {}

  final int[] images;

  /** A bit a node. */
  final int up;

  /** Their numbers, ascending; what says the same is one. */
  final int[] wire;

  final Used used;
  final Past past;
  private final int hash;

  World(int[] images, int up, int[] wire, Used used, Past past) {
    this.images = images;
    this.up = up;
    this.wire = wire;
    this.used = used;
    this.past = past;
    this.hash =
        31
                * (31 * (31 * (31 * Arrays.hashCode(images) + up) + Arrays.hashCode(wire))
                    + used.hashCode())
            + past.hashCode();
  }

  boolean runs(int place) {
    return (up & (1 << place)) != 0;
  }

  /** The messages under way without one of them. */
  int[] without(int message) {
    int at = Arrays.binarySearch(wire, message);
    int[] rest = new int[wire.length - 1];
    System.arraycopy(wire, 0, rest, 0, at);
    System.arraycopy(wire, at + 1, rest, at, rest.length - at);
    return rest;
  }

  /** Messages under way and one more. */
  static int[] with(int[] wire, int message) {
    int at = Arrays.binarySearch(wire, message);
    if (at >= 0) {
      return wire;
    }
    int place = -at - 1;
    int[] more = new int[wire.length + 1];
    System.arraycopy(wire, 0, more, 0, place);
    more[place] = message;
    System.arraycopy(wire, place, more, place + 1, wire.length - place);
    return more;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof World world
        && hash == world.hash
        && up == world.up
        && Arrays.equals(images, world.images)
        && Arrays.equals(wire, world.wire)
        && used.equals(world.used)
        && past.equals(world.past);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
