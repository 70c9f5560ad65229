package io.raftarium.cli;

import io.raftarium.bench.Bench;
import io.raftarium.bench.EtcdTarget;
import io.raftarium.bench.LabTarget;
import io.raftarium.bench.ProcessesTarget;
import io.raftarium.bench.Target;
import io.raftarium.lab.LabException;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what real nodes can do. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Starts nodes as the desktop does, in a temporary folder, on a server that waits for the disk,"
          + " with the live view on, and loads them: writes, linearizable reads, and the leader"
          + " killed. With --processes they are programs of their own instead.",
      "Each client asks again once it is answered. Latencies are from the request to the answer."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:measured",
      "1:a load was not answered at all",
      "2:bad options, or a server that does not start",
      "70:the program itself failed",
      "130:stopped with Ctrl+C"
    })
final class BenchCommand implements Callable<Integer> {
  private static final int MOST_CLIENTS = 1_024;
  private static final int STOPPED = 130;
  private static final int WATERFALLS = 300;
  private static final long STOP_SECONDS = 20;

  @Option(
      names = "--nodes",
      paramLabel = "1..9",
      defaultValue = "3",
      description = "How many nodes (default: ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--writers",
      paramLabel = "N,N,…",
      split = ",",
      defaultValue = "1,16,64,256",
      description = "Clients that write at a time, a run each (default: ${DEFAULT-VALUE}).")
  private List<Integer> writers;

  @Option(
      names = "--readers",
      paramLabel = "N,N,…",
      split = ",",
      defaultValue = "64",
      description =
          "Clients that read at a time, a run each; 0 for none (default: ${DEFAULT-VALUE}).")
  private List<Integer> readers;

  @Option(
      names = "--failovers",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often the leader is killed (default: ${DEFAULT-VALUE}).")
  private int failovers;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "8",
      description = "How long each run is measured (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "3",
      description = "How long each run goes on before that (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--parallel-append",
      description = "A leader waits for its disk while the followers wait for theirs, not before.")
  private boolean parallelAppend;

  @Option(
      names = "--processes",
      description =
          "Nodes that are programs of their own, with a PostgreSQL each, asked over gRPC.")
  private boolean processes;

  @Option(
      names = "--against",
      paramLabel = "etcd",
      description = {
        "Put the same loads on an etcd cluster too, each in turn with ours: a process a node, the"
            + " same timeouts, its own Java client. Prints the ratios."
      })
  private @Nullable String against;

  @Option(
      names = "--etcd",
      paramLabel = "PROGRAM",
      description = "The etcd program (default: the one on the PATH).")
  private @Nullable Path etcd;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures here too.")
  private @Nullable Path json;

  @Spec private CommandSpec spec;

  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);

  @SuppressWarnings("NullAway.Init") // picocli sets the fields before it runs the command
  BenchCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Checks checks = new Checks(spec);
    checks.that(nodes >= 1 && nodes <= 9, "--nodes must be from 1 to 9, but is " + nodes);
    clients(checks, "--writers", writers);
    clients(checks, "--readers", readers);
    checks.writable("--json", json);
    checks.that(failovers >= 0, "--failovers must be 0 or more, but is " + failovers);
    checks.that(
        failovers == 0 || nodes >= 3,
        "--failovers needs --nodes of 3 or more, but there are " + nodes);
    checks.that(
        seconds >= 1 && seconds <= 3_600, "--seconds must be from 1 to 3600, but is " + seconds);
    checks.that(
        warmUp >= 0 && warmUp <= 3_600, "--warm-up must be from 0 to 3600, but is " + warmUp);
    checks.that(
        against == null || against.equals("etcd"),
        "--against can be etcd alone, but is " + against);
    Path rival = against == null ? null : etcdProgram(checks);
    Thread stop = Thread.ofPlatform().unstarted(this::stop);
    Runtime.getRuntime().addShutdownHook(stop);
    try (Target ours =
            started(() ->
                processes
                    ? ProcessesTarget.start(nodes, parallelAppend)
                    : LabTarget.start(nodes, parallelAppend));
        Target theirs = rival == null ? null : started(() -> EtcdTarget.start(rival, nodes))) {
      int code = run(theirs == null ? List.of(ours) : List.of(ours, theirs));
      return cancelled.get() ? STOPPED : code;
    } finally {
      ended.countDown();
      if (!cancelled.get()) {
        boolean _ = Runtime.getRuntime().removeShutdownHook(stop);
      }
    }
  }

  private interface Starting {
    Target start() throws IOException, InterruptedException;
  }

  private Target started(Starting starting) throws IOException, InterruptedException {
    try {
      return starting.start();
    } catch (LabException e) {
      throw new ParameterException(
          spec.commandLine(), "the nodes cannot be started: " + e.getMessage(), e);
    }
  }

  /** The program that is named, or the first of its name on the PATH. */
  private Path etcdProgram(Checks checks) {
    Path named = etcd;
    if (named != null) {
      checks.that(isProgram(named), "--etcd: " + named + " is no program");
      return named;
    }
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path program = Path.of(folder, "etcd");
      if (!folder.isEmpty() && isProgram(program)) {
        return program;
      }
    }
    throw new ParameterException(
        spec.commandLine(),
        "--against etcd: there is no etcd on the PATH; install it (Debian: etcd-server), or name it"
            + " with --etcd");
  }

  private static boolean isProgram(Path file) {
    return Files.isExecutable(file) && !Files.isDirectory(file);
  }

  /** Ctrl+C ends what is measured; the program waits until its server and its folder are gone. */
  private void stop() {
    cancelled.set(true);
    try {
      if (!ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        spec.commandLine().getErr().println("raftarium-node: not all was cleared away in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int run(List<Target> targets) throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%d nodes, %s, %d s a line after %d s%n",
        nodes,
        targets.stream().map(Target::name).collect(Collectors.joining(" against ")),
        seconds,
        warmUp);
    BenchReport report = new BenchReport(out, targets);
    report.head();
    Bench bench = new Bench(cancelled::get);
    for (int clients : writers) {
      for (Target target : targets) {
        if (clients > 0 && !cancelled.get()) {
          report.add(target, bench.write(target, clients, warm(), length()));
        }
      }
    }
    if (!cancelled.get() && targets.getFirst() instanceof LabTarget lab) {
      report.waterfall(lab.waterfalls(WATERFALLS));
    }
    for (int clients : readers) {
      for (Target target : targets) {
        if (clients > 0 && !cancelled.get()) {
          report.add(target, bench.read(target, clients, warm(), length()));
        }
      }
    }
    for (int i = 0; i < failovers; i++) {
      for (Target target : targets) {
        if (!cancelled.get()) {
          report.killed(target, bench.failover(target));
        }
      }
    }
    report.end();
    Path file = json;
    if (file != null) {
      Files.writeString(file, report.json(nodes));
    }
    return report.answered() ? 0 : 1;
  }

  private Duration warm() {
    return Duration.ofSeconds(warmUp);
  }

  private Duration length() {
    return Duration.ofSeconds(seconds);
  }

  private static void clients(Checks checks, String option, List<Integer> numbers) {
    for (int number : numbers) {
      checks.that(
          number >= 0 && number <= MOST_CLIENTS,
          option + " must be numbers from 0 to " + MOST_CLIENTS + ", but one is " + number);
    }
  }
}
