package io.raftarium.check.sim;

import java.util.List;
import java.util.Set;

/**
 * What a run is made of; with the same settings every run is the same.
 *
 * @param seed of every draw
 * @param steps after how many events taken by nodes it ends
 * @param nodes how many voters it begins with, 3 to 9
 * @param faults what may go wrong
 * @param fullCheckEvery after how many steps the views check everything again
 */
public record Settings(long seed, long steps, int nodes, Set<Fault> faults, int fullCheckEvery) {
  public Settings {
    faults = Set.copyOf(faults);
    if (steps < 1) {
      throw new IllegalArgumentException("steps must be at least 1, but are " + steps);
    }
    if (nodes < 1 || nodes > 9) {
      throw new IllegalArgumentException("nodes must be from 1 to 9, but are " + nodes);
    }
  }

  /** With a number of nodes that the seed draws: mostly 3 or 5. */
  public static Settings drawn(long seed, long steps, Set<Fault> faults, int fullCheckEvery) {
    int nodes = new Dice(seed).forPurpose("nodes").pick(List.of(3, 3, 3, 4, 5, 5, 5, 7, 9));
    return new Settings(seed, steps, nodes, faults, fullCheckEvery);
  }

  /** The same with another number of steps. */
  public Settings withSteps(long newSteps) {
    return new Settings(seed, newSteps, nodes, faults, fullCheckEvery);
  }
}
