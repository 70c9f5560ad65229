package io.raftarium.sim;

import java.util.function.Supplier;

/** An invariant does not hold. */
public final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String invariant;

  Violation(String invariant, String message) {
    super(message);
    this.invariant = invariant;
  }

  /**
   * Throws a violation unless something holds.
   *
   * @param what says what was seen instead
   */
  static void unless(boolean holds, String invariant, Supplier<String> what) {
    if (!holds) {
      throw new Violation(invariant, what.get());
    }
  }

  /** The invariant's name, for example {@code election safety}. */
  public String invariant() {
    return invariant;
  }
}
