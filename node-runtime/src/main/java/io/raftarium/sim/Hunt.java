package io.raftarium.sim;

import io.raftarium.promise.Promise;
import io.raftarium.promise.Promise.Unit;
import io.raftarium.sql.Ablation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a run in which a function without one of its rules breaks what a person can see broken,
 * makes it small, and records it.
 *
 * <p>A run is what its seed makes of it, so nothing can be cut out of its middle: smaller are runs
 * of fewer kinds of faults, of fewer nodes, and of other seeds that break a promise earlier.
 */
public final class Hunt {
  /** How long runs may get, steps: short ones first, which are easier to follow. */
  private static final long[] STEPS = {600, 1_500, 4_000};

  /** How many runs are tried before longer ones are. */
  private static final int OF_ONE_LENGTH = 12;

  /** How much longer it is looked for what a person can see, once a rule is known to be broken. */
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  /** What is checked by the rows is, this often. */
  private static final int FULL_CHECK = 100;

  /** How many runs in a row may bring nothing smaller. */
  private static final int IN_VAIN = 12;

  /**
   * What is broken first and tells a person little: who voted and who counted; what comes of it is
   * looked for.
   */
  private static final Set<Promise> MEANS =
      EnumSet.of(
          Promise.MAJORITY_OF_VOTES,
          Promise.ONE_VOTE,
          Promise.QUORUM_COMMIT,
          Promise.CONFIGURATIONS,
          Promise.PEERS,
          Promise.ROW_AND_LOG);

  private final Ablation ablation;
  private final Duration limit;
  private final Duration shrinking;
  private final Path folder;
  private final Bait bait;
  private long runs;
  private long steps;
  private long began;

  /** How far it is. */
  public record State(long runs, long steps, double share) {}

  /** How it ended. */
  public sealed interface End {}

  /**
   * A run was found.
   *
   * @param file its recording, whose last step breaks the promise
   * @param report of the recorded run
   * @param seed of the first run that broke it
   * @param found after how long there was one
   * @param firstSteps how many steps that one took
   */
  public record Found(
      Path file,
      Report report,
      long seed,
      Duration found,
      long firstSteps,
      long runs,
      long steps,
      Duration took)
      implements End {}

  /** There was none in the time. */
  public record Nothing(long runs, long steps, Duration took) implements End {}

  /** Nobody wants it any more. */
  public record Cancelled() implements End {}

  /**
   * Of an ablation.
   *
   * @param limit of looking for it
   * @param shrinking how long a smaller one is looked for then
   * @param folder gets the recording, in place of the one before of the same ablation
   */
  public Hunt(Ablation ablation, Duration limit, Duration shrinking, Path folder) {
    this.ablation = ablation;
    this.limit = limit;
    this.shrinking = shrinking;
    this.folder = folder;
    this.bait = Bait.of(ablation.id());
  }

  /**
   * Looks for one; blocks.
   *
   * @param cancelled ends it with the next step
   * @param told now and then, on the calling thread
   */
  public End run(BooleanSupplier cancelled, Consumer<State> told) throws IOException {
    began = System.nanoTime();
    try (Laboratory laboratory = Laboratory.embedded(ablation)) {
      return run(laboratory, cancelled, told);
    } catch (SQLException e) {
      throw new IOException("The scratch database failed: " + e.getMessage(), e);
    }
  }

  private End run(Laboratory laboratory, BooleanSupplier cancelled, Consumer<State> told)
      throws SQLException, IOException {
    First first = new First();
    Duration patience = bait.hungry() ? Duration.ZERO : PATIENCE;
    BooleanSupplier enough =
        () ->
            cancelled.getAsBoolean()
                || took().compareTo(limit) >= 0
                || (first.settings != null && System.nanoTime() - first.at >= patience.toNanos());
    Report found = null;
    long seed = 0;
    while (found == null && !enough.getAsBoolean()) {
      seed++;
      told.accept(new State(runs, steps, share()));
      long most = STEPS[(int) Math.min(STEPS.length - 1, (seed - 1) / OF_ONE_LENGTH)];
      Report report = tried(laboratory, bait.settings(seed, most, FULL_CHECK), first, enough);
      found = report.violation() == null ? null : report;
    }
    Simulation.Judge judge = first;
    if (found == null && !cancelled.getAsBoolean() && first.settings != null) {
      // What comes of it was not seen: then that rule itself, as it was broken first.
      judge = Simulation.Judge.STRICT;
      Report strict =
          laboratory.run(
              first.settings.withSteps(Math.max(1, first.step)),
              Simulation.Recorder.NONE,
              judge,
              cancelled);
      found = strict.violation() == null ? null : strict;
      seed = first.settings.seed();
    }
    Duration after = took();
    if (cancelled.getAsBoolean()) {
      return new Cancelled();
    }
    if (found == null) {
      return new Nothing(runs, steps, after);
    }
    Report smallest = smaller(laboratory, found, judge, cancelled, told);
    if (cancelled.getAsBoolean()) {
      return new Cancelled();
    }
    Files.createDirectories(folder);
    Path file = folder.resolve(ablation.id() + ".jsonl.gz");
    Report recorded = Investigation.record(laboratory, exact(smallest), file, judge, cancelled);
    return cancelled.getAsBoolean()
        ? new Cancelled()
        : new Found(file, recorded, seed, after, found.failedAt(), runs, steps, took());
  }

  private Report tried(
      Laboratory laboratory, Settings settings, First first, BooleanSupplier enough)
      throws SQLException {
    first.trying = settings;
    Report report = laboratory.run(settings, Simulation.Recorder.NONE, first, enough);
    runs++;
    steps += report.steps();
    return report;
  }

  /** Runs with less of everything, none longer than the shortest so far. */
  private Report smaller(
      Laboratory laboratory,
      Report found,
      Simulation.Judge judge,
      BooleanSupplier cancelled,
      Consumer<State> told)
      throws SQLException {
    long until = System.nanoTime() + shrinking.toNanos();
    BooleanSupplier enough = () -> cancelled.getAsBoolean() || System.nanoTime() - until >= 0;
    Report best = found;
    for (Fault fault : Fault.values()) {
      if (best.settings().faults().contains(fault)) {
        best = better(laboratory, best, best.settings().without(fault), judge, enough);
      }
    }
    int vain = 0;
    for (long seed = 1; vain < IN_VAIN && !enough.getAsBoolean(); seed++) {
      told.accept(new State(runs, steps, share()));
      Report before = best;
      best = better(laboratory, best, best.settings().withSeed(seed), judge, enough);
      vain = best.equals(before) ? vain + 1 : 0;
    }
    return best;
  }

  private Report better(
      Laboratory laboratory,
      Report best,
      Settings other,
      Simulation.Judge judge,
      BooleanSupplier enough)
      throws SQLException {
    if (enough.getAsBoolean() || best.failedAt() <= 1) {
      return best;
    }
    Report report =
        laboratory.run(
            other.withSteps(best.failedAt() - 1), Simulation.Recorder.NONE, judge, enough);
    runs++;
    steps += report.steps();
    return report.violation() == null ? best : report;
  }

  /** What the rows show is to be seen after the step that did it. */
  private static Report exact(Report report) {
    Violation violation = report.violation();
    boolean rows = violation != null && Promise.of(violation.promise()).unit() == Unit.ROWS;
    return rows ? report.withSettings(report.settings().withFullCheckEvery(1)) : report;
  }

  private Duration took() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private double share() {
    return Math.min(1.0, (double) took().toNanos() / limit.toNanos());
  }

  /** Lets a run go on to what a person can see, and keeps what was broken first of all. */
  private static final class First implements Simulation.Judge {
    private @Nullable Settings trying;
    private @Nullable Settings settings;
    private long step;
    private long at;

    @Override
    public boolean ends(Promise promise, String what, long after) {
      boolean means = MEANS.contains(promise);
      if (means && settings == null) {
        settings = trying;
        step = after;
        at = System.nanoTime();
      }
      return !means;
    }
  }
}
