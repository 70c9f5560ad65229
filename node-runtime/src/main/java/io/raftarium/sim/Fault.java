package io.raftarium.sim;

import java.util.Locale;

/** What the simulator may do to a cluster. */
public enum Fault {
  /** Messages get lost. */
  LOSS,
  /** Messages take longer, and so overtake each other. */
  REORDER,
  /** Messages arrive twice. */
  DUPLICATE,
  /** Single directed links are cut. */
  CUT,
  /** Nodes are split into groups that do not reach each other. */
  PARTITION,
  /** Processes die, also between a step's commit and its messages, and start again. */
  CRASH,
  /** Processes stand still for a while. */
  PAUSE,
  /** Clocks run at different speeds and show different times. */
  CLOCK,
  /** Timers fire when they should not. */
  TIMER,
  /** Voters and learners come and go; a removed node loses its disk and never returns. */
  CONFIG,
  /** Leadership is handed over. */
  TRANSFER,
  /** Snapshots are taken when asked for, and by small thresholds. */
  SNAPSHOT,
  /** Many writes at once reach a leader, also one that has been replaced. */
  BURST,
  /** A node's server loses what it has not written to its disk, and starts again. */
  POWER;

  /** Whether somebody does it on purpose, who means no harm. */
  boolean isOperators() {
    return switch (this) {
      case CONFIG, TRANSFER, SNAPSHOT, BURST -> true;
      default -> false;
    };
  }

  /** As on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
