package io.raftarium.check;

/**
 * All that matters for the future at a position of a search.
 *
 * @param state the value's number
 * @param placed operations placed before their answer
 * @param used effects of unknown operations placed, each as often as placed
 * @param wiped where the last put or delete was placed: a write called before may have come just
 *     before it, unnoticed
 * @param wipedText the same, if what was there could be appended to
 */
record Configuration(int state, SortedInts placed, SortedInts used, int wiped, int wipedText) {
  /** The beginning: the key is absent. */
  static final Configuration START =
      new Configuration(States.ABSENT, SortedInts.EMPTY, SortedInts.EMPTY, -1, -1);

  /** Whether whatever follows from another one follows from this one too, all else equal. */
  boolean dominates(Configuration other) {
    return wiped >= other.wiped && wipedText >= other.wipedText && other.used.contains(used);
  }
}
