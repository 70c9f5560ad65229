package io.raftarium.sim;

import java.util.EnumSet;
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

  /** With a number of nodes and with faults that the seed draws. */
  public static Settings drawn(long seed, long steps, int fullCheckEvery) {
    return new Settings(seed, steps, drawnNodes(seed), drawnFaults(seed), fullCheckEvery);
  }

  /** How many nodes a seed draws: mostly 3 or 5. */
  public static int drawnNodes(long seed) {
    return new Dice(seed).forPurpose("nodes").pick(List.of(3, 3, 3, 3, 4, 5, 5, 5, 7, 9));
  }

  /**
   * Which faults a seed draws: all, or each with the same chance. Runs with few kinds of faults get
   * deeper into what these do together.
   */
  public static Set<Fault> drawnFaults(long seed) {
    Dice dice = new Dice(seed).forPurpose("faults");
    double chance = dice.pick(List.of(1.0, 0.5));
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    for (Fault fault : Fault.values()) {
      if (dice.chance(chance)) {
        faults.add(fault);
      }
    }
    return faults;
  }

  /** The same with another number of steps. */
  public Settings withSteps(long newSteps) {
    return new Settings(seed, newSteps, nodes, faults, fullCheckEvery);
  }

  /** The same of another seed. */
  Settings withSeed(long newSeed) {
    return new Settings(newSeed, steps, nodes, faults, fullCheckEvery);
  }

  /** The same where one thing never goes wrong. */
  Settings without(Fault fault) {
    Set<Fault> fewer = EnumSet.noneOf(Fault.class);
    fewer.addAll(faults);
    fewer.remove(fault);
    return new Settings(seed, steps, nodes, fewer, fullCheckEvery);
  }

  /** The same, looked at more often or less. */
  Settings withFullCheckEvery(int newFullCheckEvery) {
    return new Settings(seed, steps, nodes, faults, newFullCheckEvery);
  }
}
