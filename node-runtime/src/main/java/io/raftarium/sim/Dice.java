package io.raftarium.sim;

import java.util.List;

/**
 * Random draws that are the same for the same seed on every Java (SplitMix64 by Steele, Lea and
 * Flood).
 */
final class Dice {
  private long state;

  Dice(long seed) {
    state = seed;
  }

  /** Dice of their own for another purpose, so that one purpose's draws do not shift another's. */
  Dice forPurpose(String purpose) {
    return new Dice(new Dice(state ^ (purpose.hashCode() * 0x9E3779B97F4A7C15L)).next());
  }

  private long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A number from low to high, both included. */
  long between(long low, long high) {
    return low + Long.remainderUnsigned(next(), high - low + 1);
  }

  /** True so often of 1. */
  boolean chance(double probability) {
    return (next() >>> 11) * 0x1.0p-53 < probability;
  }

  <T> T pick(List<T> from) {
    return from.get((int) between(0, from.size() - 1));
  }
}
