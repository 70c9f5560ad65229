package io.raftarium.cli;

import io.raftarium.sim.Fault;
import io.raftarium.sim.Laboratory;
import io.raftarium.sim.Settings;
import io.raftarium.sql.Ablation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
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
      "After a violation: the seed, the shortest run that shows it, and a recording of that run.",
      "",
      "Many machines run a range of seeds each with --report, and --merge puts the reports together."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing was violated",
      "1:an invariant or linearizability was violated",
      "2:bad options, or a server, a file or SQL that cannot be used",
      "3:nothing was violated, but a history could not be decided in time",
      "70:the program itself failed",
      "130:stopped with Ctrl+C, after the summary so far"
    })
final class Simulate implements Callable<Integer> {
  private static final int MOST_JOBS = 64;

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
      description = "Voters at the beginning; by default each seed draws a number.")
  private @Nullable Integer nodes;

  @Option(
      names = "--faults",
      paramLabel = "LIST",
      defaultValue = "some",
      description = {
        "some (each seed draws which; the default), all, none, or a list with commas of: loss, reorder, duplicate,"
            + " cut (single directed links), partition, crash, pause, clock (speed and offset),"
            + " timer (fires at the wrong time), config, transfer, snapshot, burst (of writes),"
            + " power (a server loses what it has not written to its disk).",
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
      paramLabel = "NAME|FILE",
      completionCandidates = Ablations.class,
      description = {
        "Leave a rule of Raft out of the function, or bend it, on purpose: ${COMPLETION-CANDIDATES};"
            + " or the SQL of a file, applied after the schema."
      })
  private @Nullable String ablation;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description = "Write the last run's client history, for check-history.")
  private @Nullable Path history;

  @Option(
      names = "--recording",
      paramLabel = "FILE",
      defaultValue = "raftarium-failure.jsonl.gz",
      description = "Where a violation's recording goes (default: ${DEFAULT-VALUE}).")
  private Path recording;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write what the runs came to, for --merge.")
  private @Nullable Path report;

  @Option(
      names = "--merge",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Run nothing: put reports of other runs together, tell what they came to, and end as they"
              + " would have.")
  private @Nullable List<Path> merge;

  @Option(
      names = "--full-check",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Steps between checks by the views (default: ${DEFAULT-VALUE}).")
  private int fullCheckEvery;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
  Simulate() {}

  @Override
  public Integer call() throws IOException, SQLException {
    Checks checks = new Checks(spec);
    if (merge != null) {
      return merged(merge);
    }
    @Nullable Set<Fault> kinds = kinds();
    Integer voters = nodes;
    checks.that(
        voters == null || (voters >= 3 && voters <= 9),
        "--nodes must be from 3 to 9, but is " + voters);
    checks.that(steps >= 1, "--steps must be at least 1, but is " + steps);
    checks.that(seeds >= 1, "--seeds must be at least 1, but is " + seeds);
    checks.that(jobs >= 1 && jobs <= MOST_JOBS, "--jobs must be from 1 to 64, but is " + jobs);
    checks.that(fullCheckEvery >= 1, "--full-check must be at least 1, but is " + fullCheckEvery);
    String url = server;
    checks.that(
        url == null || url.startsWith("jdbc:postgresql:"),
        "--server must be a jdbc:postgresql: URL, but is another");
    Ablation change = ablation == null ? null : ablation(checks, ablation);
    checks.writable("--recording", recording);
    checks.writable("--history", history);
    checks.writable("--report", report);
    LongFunction<Settings> settings =
        one ->
            new Settings(
                one,
                steps,
                voters == null ? Settings.drawnNodes(one) : voters,
                kinds == null ? Settings.drawnFaults(one) : kinds,
                fullCheckEvery);
    SimulationRuns runs =
        new SimulationRuns(
            spec.commandLine().getOut(),
            spec.commandLine().getErr(),
            settings,
            new SimulationRuns.Files(recording, history, report),
            this::again);
    return runs.in(() -> laboratory(url, change), seed, seeds, jobs);
  }

  private int merged(List<Path> files) {
    List<SimulationSummary> all = new ArrayList<>();
    try {
      for (Path file : files) {
        all.add(SimulationSummary.read(file));
      }
      SimulationSummary whole = SimulationSummary.merged(all);
      whole.lines().forEach(spec.commandLine().getOut()::println);
      return whole.code();
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "--merge: a report cannot be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--merge: " + e.getMessage(), e);
    }
  }

  private static Ablation ablation(Checks checks, String name) throws IOException {
    Optional<Ablation> known = Ablation.find(name);
    if (known.isPresent()) {
      return known.get();
    }
    Path file = Path.of(name);
    checks.that(
        Files.isRegularFile(file) && Files.isReadable(file),
        "--ablation: there is none called " + name + ", and no file that can be read");
    return Ablation.of(file);
  }

  /** The names of those that teach. */
  private static final class Ablations implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Ablation.all().stream().map(Ablation::id).iterator();
    }
  }

  private Laboratory laboratory(@Nullable String url, @Nullable Ablation change)
      throws IOException {
    try {
      return url == null ? Laboratory.embedded(change) : Laboratory.on(url, change);
    } catch (SQLException e) {
      String option =
          change == null ? "--server" : url == null ? "--ablation" : "--server or --ablation";
      throw new ParameterException(
          spec.commandLine(), option + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** The command that shows a run again. */
  private String again(Settings run) {
    return String.format(
        Locale.ROOT,
        "raftarium-node simulate --seed %d --steps %d --nodes %d --faults=%s --full-check %d%s",
        run.seed(),
        run.steps(),
        run.nodes(),
        faults,
        run.fullCheckEvery(),
        ablation == null ? "" : " --ablation '" + ablation + "'");
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
}
