package io.raftarium.check;

/**
 * All that matters for the future at a position of a search.
 *
 * @param state the value's number
 * @param placed operations placed before their answer
 * @param used effects of unknown operations placed, each as often as placed
 */
record Configuration(int state, SortedInts placed, SortedInts used) {
  /** The beginning: the key is absent. */
  static final Configuration START =
      new Configuration(States.ABSENT, SortedInts.EMPTY, SortedInts.EMPTY);
}
