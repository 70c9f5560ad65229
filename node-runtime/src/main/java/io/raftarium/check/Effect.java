package io.raftarium.check;

/**
 * The unknown operations of one effect, which are as good as each other.
 *
 * @param number the number of the first of them
 * @param sample the first of them
 * @param written the state that they lead to, or -1 for an append
 * @param invoked the events of their calls
 */
record Effect(int number, Operation sample, int written, SortedInts invoked) {
  /** How many may still be placed, given those used already. */
  int left(int effect, int position, SortedInts used) {
    return invoked.below(position) - used.count(effect);
  }
}
