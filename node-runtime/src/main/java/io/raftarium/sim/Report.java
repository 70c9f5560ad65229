package io.raftarium.sim;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run.
 *
 * @param trips how often the database was asked
 * @param virtualMs how much virtual time passed
 * @param leaders terms that had a leader
 * @param committed the highest index committed
 * @param undecided why linearizability could not be decided; empty if it was
 * @param failedAt the number of the step at which it went wrong; 0 if nothing did
 * @param history the clients' history, JSON lines
 */
public record Report(
    Settings settings,
    long steps,
    long trips,
    long virtualMs,
    long messages,
    int leaders,
    long committed,
    long operations,
    long succeeded,
    long failed,
    long unknown,
    Map<Fault, Integer> troubles,
    Duration took,
    String undecided,
    @Nullable Violation violation,
    long failedAt,
    String history) {
  public Report {
    troubles = Map.copyOf(troubles);
  }

  /** The same, to be run again in another way. */
  Report withSettings(Settings other) {
    return new Report(
        other,
        steps,
        trips,
        virtualMs,
        messages,
        leaders,
        committed,
        operations,
        succeeded,
        failed,
        unknown,
        troubles,
        took,
        undecided,
        violation,
        failedAt,
        history);
  }

  /** Whether every promise was kept, as far as could be decided. */
  public boolean good() {
    return violation == null;
  }

  /** Steps in a second of real time. */
  public double stepsPerSecond() {
    return steps / Math.max(1e-9, took.toNanos() / 1e9);
  }

  /** One line. */
  public String summary() {
    Map<String, Integer> sorted = new TreeMap<>();
    troubles.forEach((fault, count) -> sorted.put(fault.word(), count));
    return String.format(
        Locale.ROOT,
        "seed %d: %d steps (%.0f/s), %d nodes, %.1f s of virtual time, %d terms led, %d entries"
            + " committed, %d operations (%d ok, %d failed, %d unknown), troubles %s%s",
        settings.seed(),
        steps,
        stepsPerSecond(),
        settings.nodes(),
        virtualMs / 1000.0,
        leaders,
        committed,
        operations,
        succeeded,
        failed,
        unknown,
        sorted,
        undecided.isEmpty() ? "" : "; linearizability undecided: " + undecided);
  }
}
