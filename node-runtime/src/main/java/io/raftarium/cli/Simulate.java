package io.raftarium.cli;

import io.raftarium.check.sim.Fault;
import io.raftarium.check.sim.Investigation;
import io.raftarium.check.sim.Laboratory;
import io.raftarium.check.sim.Report;
import io.raftarium.check.sim.Settings;
import io.raftarium.check.sim.Violation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs simulated clusters and checks every invariant after every step. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs clusters of the real function in virtual time, with clients and faults drawn from a"
          + " seed, checks every invariant after every step, and linearizability at the end.",
      "The same seed, steps, nodes and faults give the same run, byte for byte.",
      "",
      "After a violation: the seed, the shortest run that shows it, and a recording of that run."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing was violated",
      "1:an invariant or linearizability was violated",
      "2:bad options",
      "3:nothing was violated, but a history could not be decided in time",
      "130:stopped with Ctrl+C, after the summary so far"
    })
final class Simulate implements Callable<Integer> {
  private static final int UNDECIDED = 3;
  private static final int STOPPED = 130;
  private static final long STOP_LIMIT_MS = 20_000;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The first run's seed (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many runs, with seeds from --seed on (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = {
        "How many runs go on at a time; by default as many as there are processors.",
        "What is found does not depend on it: the lowest seed that fails is reported."
      })
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Steps in a run: events taken by nodes (default: ${DEFAULT-VALUE}).")
  private long steps;

  @Option(
      names = "--nodes",
      paramLabel = "3..9",
      defaultValue = "0",
      description = "Voters at the beginning; by default each seed draws a number.")
  private int nodes;

  @Option(
      names = "--faults",
      paramLabel = "LIST",
      defaultValue = "some",
      description = {
        "some (each seed draws which; the default), all, none, or a list with commas of: loss, reorder, duplicate,"
            + " cut (single directed links), partition, crash, pause, clock (speed and offset),"
            + " timer (fires at the wrong time), config, transfer, snapshot, burst (of writes).",
        "With a minus they are taken away from all: -config,-clock."
      })
  private String faults;

  @Option(
      names = "--server",
      paramLabel = "JDBC-URL",
      description =
          "Use this PostgreSQL (15 to 18) as a superuser; each run makes and drops a database of"
              + " its own. By default a private server is started. Passwords: use PGPASSFILE.")
  private @Nullable String server;

  @Option(
      names = "--ablation",
      paramLabel = "FILE",
      description = "Apply this SQL after the schema: a fault put in on purpose.")
  private @Nullable Path ablation;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description = "Write the last run's client history, for check-history.")
  private @Nullable Path history;

  @Option(
      names = "--recording",
      paramLabel = "FILE",
      defaultValue = "raftarium-failure.jsonl",
      description = "Where a violation's recording goes (default: ${DEFAULT-VALUE}).")
  private Path recording;

  @Option(
      names = "--full-check",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Steps between checks by the views (default: ${DEFAULT-VALUE}).")
  private int fullCheckEvery;

  @Spec private CommandSpec spec;

  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final CountDownLatch summarised = new CountDownLatch(1);
  private long totalSteps;
  private int goodRuns;
  private int undecidedRuns;
  private Duration elapsed = Duration.ZERO;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
  Simulate() {}

  @Override
  public Integer call() throws IOException, SQLException {
    @Nullable Set<Fault> kinds = kinds();
    check(nodes >= 0 && nodes <= 9, "--nodes must be from 3 to 9, but is " + nodes);
    check(steps >= 1, "--steps must be at least 1, but is " + steps);
    check(seeds >= 1, "--seeds must be at least 1, but is " + seeds);
    check(jobs >= 1, "--jobs must be at least 1, but is " + jobs);
    check(fullCheckEvery >= 1, "--full-check must be at least 1, but is " + fullCheckEvery);
    String url = server;
    check(
        url == null || url.startsWith("jdbc:postgresql:"),
        "--server must be a jdbc:postgresql: URL, but is " + url);
    Path file = ablation;
    check(file == null || Files.isReadable(file), "--ablation: cannot read " + file);
    String change = file == null ? "" : Files.readString(file);

    Thread hook = stopOnInterrupt();
    try (Laboratory laboratory =
        url == null ? Laboratory.embedded(change) : Laboratory.on(url, change)) {
      return runs(laboratory, kinds);
    } catch (SQLException e) {
      if (!cancelled.get()) {
        throw e;
      }
      return STOPPED; // a private server stops at the same signal
    } finally {
      summary();
      summarised.countDown();
      if (!cancelled.get()) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }

  /** Ctrl+C ends the run at its next step; the program waits for the summary. */
  private Thread stopOnInterrupt() {
    Thread main = Thread.currentThread();
    Thread hook =
        Thread.ofPlatform()
            .unstarted(() -> {
              cancelled.set(true);
              try {
                main.join(STOP_LIMIT_MS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }

  private int runs(Laboratory laboratory, @Nullable Set<Fault> kinds)
      throws SQLException, IOException {
    long start = System.nanoTime();
    Deque<Future<Report>> running = new ArrayDeque<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(Math.min(jobs, seeds))) {
      AtomicBoolean enough = new AtomicBoolean();
      try {
        int begun = 0;
        while (begun < seeds || !running.isEmpty()) {
          while (begun < seeds && running.size() < 2 * jobs && !cancelled.get()) {
            Settings settings = settings(seed + begun++, kinds);
            running.add(
                threads.submit(
                    () -> laboratory.run(settings, () -> enough.get() || cancelled.get())));
          }
          Future<Report> next = running.poll();
          if (next == null) {
            break; // cancelled
          }
          Report report = await(next);
          totalSteps += report.steps();
          if (history != null) {
            Files.writeString(history, report.history());
          }
          if (report.violation() != null) {
            enough.set(true);
            for (Future<Report> other : running) {
              await(other);
            }
            failed(laboratory, report, report.violation());
            return 1;
          }
          finished(report);
        }
      } finally {
        enough.set(true);
      }
    } finally {
      elapsed = Duration.ofNanos(System.nanoTime() - start);
    }
    return cancelled.get() ? STOPPED : undecidedRuns > 0 ? UNDECIDED : 0;
  }

  /** No set of faults stands for those that the seed draws. */
  private Settings settings(long runSeed, @Nullable Set<Fault> kinds) {
    return new Settings(
        runSeed,
        steps,
        nodes == 0 ? Settings.drawnNodes(runSeed) : nodes,
        kinds == null ? Settings.drawnFaults(runSeed) : kinds,
        fullCheckEvery);
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
    PrintWriter err = spec.commandLine().getErr();
    err.println(report.summary());
    err.flush();
    goodRuns++;
    if (!report.undecided().isEmpty()) {
      undecidedRuns++;
    }
  }

  private void failed(Laboratory laboratory, Report report, Violation violation)
      throws SQLException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "violated: %s%n  %s%n  seed %d, step %d%n",
        violation.invariant(), violation.getMessage(), report.settings().seed(), report.failedAt());
    out.flush();
    Report again = Investigation.record(laboratory, report, recording);
    if (again.violation() == null) {
      out.println("  run again, it did not show; the recording is of the whole run");
    }
    out.printf(
        "  to see it again: raftarium-node simulate --seed %d --steps %d --nodes %d --faults=%s%s%n",
        again.settings().seed(),
        again.settings().steps(),
        again.settings().nodes(),
        faults,
        ablation == null ? "" : " --ablation " + ablation);
    out.printf("  every step of it: %s%n", recording);
  }

  private void summary() {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%d of %d runs kept every promise, %d steps in all (%.0f/s)%s%n",
        goodRuns,
        seeds,
        totalSteps,
        totalSteps / Math.max(1e-9, elapsed.toNanos() / 1e9),
        undecidedRuns == 0 ? "" : ", " + undecidedRuns + " undecided for linearizability");
    out.flush();
  }

  private @Nullable Set<Fault> kinds() {
    String text = faults.strip().toLowerCase(Locale.ROOT);
    if (text.equals("some")) {
      return null;
    }
    boolean fromAll = text.equals("all") || text.startsWith("-");
    Set<Fault> kinds = fromAll ? EnumSet.allOf(Fault.class) : EnumSet.noneOf(Fault.class);
    if (text.equals("all") || text.equals("none")) {
      return kinds;
    }
    for (String word : text.split(",", -1)) {
      String name = word.strip();
      if (name.startsWith("-")) {
        kinds.remove(fault(name.substring(1)));
      } else {
        kinds.add(fault(name));
      }
    }
    return kinds;
  }

  private Fault fault(String word) {
    for (Fault fault : Fault.values()) {
      if (fault.word().equals(word)) {
        return fault;
      }
    }
    throw new ParameterException(
        spec.commandLine(), "--faults: there is no fault \"" + word + "\"; see --help");
  }

  private void check(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
