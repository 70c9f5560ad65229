package io.raftarium.check.sim;

/** An invariant does not hold. */
public final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String invariant;

  Violation(String invariant, String message) {
    super(message);
    this.invariant = invariant;
  }

  /** The invariant's name, for example {@code election safety}. */
  public String invariant() {
    return invariant;
  }
}
