package io.raftarium.cli;

import io.raftarium.cli.SimulationSummary.Found;
import io.raftarium.cli.SimulationSummary.Range;
import io.raftarium.sim.Investigation;
import io.raftarium.sim.Laboratory;
import io.raftarium.sim.Report;
import io.raftarium.sim.Settings;
import io.raftarium.sim.Violation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Runs one seed after the other, some at a time, tells of each in order, and sums up. */
final class SimulationRuns {
  private static final int VIOLATED = 1;
  private static final int UNDECIDED = 3;
  private static final int STOPPED = 130;
  private static final long STOP_LIMIT_MS = 20_000;

  /**
   * What is written.
   *
   * @param recording gets the run that broke a promise
   * @param history gets the last run's history, if it is wanted
   * @param report gets what all of them came to, if it is wanted
   */
  record Files(Path recording, @Nullable Path history, @Nullable Path report) {}

  /** Where the runs take place. */
  interface Opening {
    Laboratory open() throws IOException, SQLException;
  }

  private final PrintWriter out;
  private final PrintWriter err;
  private final LongFunction<Settings> settings;
  private final Files files;
  private final Function<Settings, String> again;
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private long steps;
  private long finished;
  private int undecided;
  private final List<Found> found = new ArrayList<>();

  /**
   * Runs that are to come.
   *
   * @param settings of a seed
   * @param again the command that shows a run again
   */
  SimulationRuns(
      PrintWriter out,
      PrintWriter err,
      LongFunction<Settings> settings,
      Files files,
      Function<Settings, String> again) {
    this.out = out;
    this.err = err;
    this.settings = settings;
    this.files = files;
    this.again = again;
  }

  /** Runs so many seeds, and returns the exit code. */
  int in(Opening opening, long firstSeed, int seeds, int jobs) throws IOException, SQLException {
    try (Laboratory laboratory = opening.open()) {
      Thread hook = stopOnInterrupt(laboratory);
      long start = System.nanoTime();
      try {
        return run(laboratory, firstSeed, seeds, jobs);
      } catch (SQLException e) {
        if (!cancelled.get()) {
          throw e;
        }
        return STOPPED;
      } finally {
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        summary(seeds, took);
        report(new Range(firstSeed, seeds), took);
        if (!cancelled.get()) {
          Runtime.getRuntime().removeShutdownHook(hook);
        }
      }
    } finally {
      ended.countDown();
    }
  }

  /** Ctrl+C ends every run at its next step; the program waits for the summary. */
  private Thread stopOnInterrupt(Laboratory laboratory) {
    Thread hook =
        Thread.ofPlatform()
            .unstarted(() -> {
              cancelled.set(true);
              try {
                if (!ended.await(STOP_LIMIT_MS, TimeUnit.MILLISECONDS)) {
                  laboratory.close();
                }
              } catch (InterruptedException | SQLException | IOException e) {
                err.println("raftarium-node: what the runs used was not all cleared away: " + e);
                err.flush();
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }

  private int run(Laboratory laboratory, long firstSeed, int seeds, int jobs)
      throws SQLException, IOException {
    Deque<Future<Report>> running = new ArrayDeque<>();
    AtomicBoolean enough = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(Math.min(jobs, seeds))) {
      try {
        int begun = 0;
        while (!cancelled.get() && (begun < seeds || !running.isEmpty())) {
          while (begun < seeds && running.size() < 2 * jobs) {
            Settings next = settings.apply(firstSeed + begun++);
            running.add(
                threads.submit(() -> laboratory.run(next, () -> enough.get() || cancelled.get())));
          }
          Report report = await(running.remove());
          steps += report.steps();
          if (files.history != null) {
            java.nio.file.Files.writeString(files.history, report.history());
          }
          if (report.violation() != null) {
            enough.set(true);
            end(running);
            failed(laboratory, report, report.violation());
            return VIOLATED;
          }
          if (report.steps() >= report.settings().steps()) {
            finished(report);
          }
        }
      } finally {
        enough.set(true);
        end(running);
      }
    }
    if (cancelled.get()) {
      return STOPPED;
    }
    if (finished < seeds) {
      throw new IllegalStateException(
          "only " + finished + " of " + seeds + " runs came to their end");
    }
    return undecided > 0 ? UNDECIDED : 0;
  }

  /** Those that are not wanted any more end at their next step. */
  private static void end(Deque<Future<Report>> running) {
    running.forEach(run -> run.cancel(false));
    running.clear();
  }

  private static Report await(Future<Report> run) throws SQLException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return run.get(); // a run ends at its next step once cancelled
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof SQLException failure) {
            throw failure;
          }
          throw new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void finished(Report report) {
    err.println(report.summary());
    err.flush();
    finished++;
    if (!report.undecided().isEmpty()) {
      undecided++;
    }
  }

  private void failed(Laboratory laboratory, Report report, Violation violation)
      throws SQLException {
    out.printf(
        Locale.ROOT,
        "violated: %s%n  %s%n  seed %d, step %d%n",
        violation.promise(),
        violation.getMessage(),
        report.settings().seed(),
        report.failedAt());
    out.flush();
    Settings shortest = report.settings();
    try {
      Report recorded = Investigation.record(laboratory, report, files.recording, cancelled::get);
      shortest = recorded.settings();
      if (recorded.violation() == null) {
        out.println("  run again, it did not show; the recording is of the whole run");
      }
      out.printf(Locale.ROOT, "  every step of it: %s%n", files.recording);
    } catch (IOException e) {
      out.printf(
          Locale.ROOT,
          "  it is not recorded: %s cannot be written: %s%n",
          files.recording,
          e.getMessage());
    } finally {
      out.printf(Locale.ROOT, "  to see it again: %s%n", again.apply(shortest));
      found.add(
          new Found(
              report.settings().seed(),
              String.valueOf(violation.promise()),
              String.valueOf(violation.getMessage()),
              again.apply(shortest)));
    }
  }

  private void report(Range seeds, Duration took) throws IOException {
    if (files.report != null) {
      java.nio.file.Files.writeString(
          files.report,
          new SimulationSummary(
                  List.of(seeds), finished, steps, undecided, took.toNanos() / 1e9, found)
              .text());
    }
  }

  private void summary(int seeds, Duration took) {
    out.printf(
        Locale.ROOT,
        "%d of %d runs kept every promise, %d steps in all (%.0f/s)%s%n",
        finished,
        seeds,
        steps,
        steps / Math.max(1e-9, took.toNanos() / 1e9),
        undecided == 0 ? "" : ", " + undecided + " undecided for linearizability");
    out.flush();
  }
}
