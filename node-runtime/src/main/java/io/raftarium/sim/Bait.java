package io.raftarium.sim;

import static io.raftarium.sim.Fault.BURST;
import static io.raftarium.sim.Fault.CONFIG;
import static io.raftarium.sim.Fault.CRASH;
import static io.raftarium.sim.Fault.CUT;
import static io.raftarium.sim.Fault.LOSS;
import static io.raftarium.sim.Fault.PARTITION;
import static io.raftarium.sim.Fault.PAUSE;
import static io.raftarium.sim.Fault.REORDER;
import static io.raftarium.sim.Fault.SNAPSHOT;
import static io.raftarium.sim.Fault.TIMER;

import java.util.EnumSet;
import java.util.Set;

/**
 * What has to come together before a missing rule shows: with few nodes and few kinds of faults it
 * does sooner, and the run is easier to follow. Every fourth seed draws both, as always.
 *
 * @param nodes voters at the beginning
 * @param faults none where all seeds draw them
 * @param hungry whether the rule's own breach is enough: what comes of it is too rare
 */
record Bait(int nodes, Set<Fault> faults, boolean hungry) {
  private static final Bait ANY = new Bait(0, EnumSet.noneOf(Fault.class));

  private Bait(int nodes, Set<Fault> faults) {
    this(nodes, faults, false);
  }

  /** For an ablation. */
  static Bait of(String ablation) {
    return switch (ablation) {
      case "vote-is-not-kept" -> new Bait(5, EnumSet.of(REORDER, TIMER));
      case "vote-is-forgotten-at-start" -> new Bait(3, EnumSet.of(REORDER, TIMER, CRASH));
      case "vote-of-another-election" -> new Bait(5, EnumSet.of(REORDER, TIMER, PAUSE));
      case "half-is-a-majority" -> new Bait(4, EnumSet.of(PARTITION, TIMER));
      case "vote-ignores-the-log" -> new Bait(3, EnumSet.of(PARTITION, BURST, TIMER));
      case "commit-counts-old-terms" -> new Bait(5, EnumSet.of(PARTITION, CUT, CRASH, BURST), true);
      case "appends-without-a-match" -> new Bait(3, EnumSet.of(PARTITION, BURST));
      case "truncates-matching-suffix" -> new Bait(3, EnumSet.of(REORDER, BURST));
      case "commits-past-the-verified-prefix" -> new Bait(3, EnumSet.of(PARTITION, BURST));
      case "leader-trusts-what-it-sent" -> new Bait(3, EnumSet.of(LOSS, BURST, PARTITION));
      case "configuration-in-one-step" -> new Bait(3, EnumSet.of(CONFIG, PARTITION, CUT));
      case "two-changes-at-a-time", "new-voters-alone-decide" ->
          new Bait(4, EnumSet.of(CONFIG, PARTITION, CUT));
      case "learners-count" -> new Bait(3, EnumSet.of(CONFIG, PARTITION, CUT, BURST));
      case "read-without-a-round" -> new Bait(3, EnumSet.of(PARTITION, PAUSE));
      case "read-before-own-commit" -> new Bait(3, EnumSet.of(LOSS, PARTITION, TIMER));
      case "session-is-ignored" -> new Bait(3, EnumSet.of(LOSS, REORDER, CRASH));
      case "snapshot-of-what-is-not-there" -> new Bait(3, EnumSet.of(SNAPSHOT, PARTITION, CUT));
      default -> ANY;
    };
  }

  /** The settings of a seed. */
  Settings settings(long seed, long steps, int fullCheckEvery) {
    return faults.isEmpty() || seed % 4 == 0
        ? Settings.drawn(seed, steps, fullCheckEvery)
        : new Settings(seed, steps, nodes, faults, fullCheckEvery);
  }
}
