package io.raftarium.search;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a wish has to remember, for no row does.
 *
 * @param led who led which term
 * @param told the newest command of which a client was told
 */
record Past(List<Led> led, Told told) {
  static final Past NOTHING = new Past(List.of(), new Told(0, 0, 0));

  /** A leader of a term. */
  record Led(long term, int node) {}

  /**
   * A command that was committed.
   *
   * @param index its log index; 0 for none
   * @param in the term in which it was
   */
  record Told(long index, long term, long in) {}

  Past with(Led leader) {
    return led.contains(leader)
        ? this
        : new Past(
            Stream.concat(led.stream(), Stream.of(leader))
                .sorted(Comparator.comparingLong(Led::term).thenComparingInt(Led::node))
                .toList(),
            told);
  }

  Past with(Told newer) {
    return newer.index() <= told.index() ? this : new Past(led, newer);
  }
}
