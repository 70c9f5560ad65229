package io.raftarium.cli;

import io.raftarium.bench.Bench;
import io.raftarium.bench.Cell;
import io.raftarium.lab.LabException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Measures what real nodes can do. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Starts nodes as the desktop does, in a temporary folder, on a server that waits for the disk,"
          + " with the live view on, and loads them: writes, linearizable reads, and the leader"
          + " killed.",
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
    Thread stop = Thread.ofPlatform().unstarted(this::stop);
    Runtime.getRuntime().addShutdownHook(stop);
    try (Bench bench = started()) {
      int code = run(bench);
      return cancelled.get() ? STOPPED : code;
    } finally {
      ended.countDown();
      if (!cancelled.get()) {
        boolean _ = Runtime.getRuntime().removeShutdownHook(stop);
      }
    }
  }

  private Bench started() throws IOException, InterruptedException {
    try {
      return Bench.start(nodes, cancelled::get);
    } catch (LabException e) {
      throw new ParameterException(
          spec.commandLine(), "the nodes cannot be started: " + e.getMessage(), e);
    }
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

  private int run(Bench bench) throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%d nodes, %s, %d s a line after %d s%n",
        nodes,
        bench.database(),
        seconds,
        warmUp);
    out.printf(
        Locale.ROOT,
        "%-6s %8s %10s %9s %9s %9s %9s %7s%n",
        "what",
        "clients",
        "a second",
        "p50 ms",
        "p95 ms",
        "p99 ms",
        "max ms",
        "failed");
    List<Cell> cells = new ArrayList<>();
    for (int clients : writers) {
      add(
          cells,
          out,
          clients == 0 || cancelled.get() ? null : bench.write(clients, warm(), length()));
    }
    for (int clients : readers) {
      add(
          cells,
          out,
          clients == 0 || cancelled.get() ? null : bench.read(clients, warm(), length()));
    }
    List<Double> gaps = new ArrayList<>();
    for (int i = 0; i < failovers && !cancelled.get(); i++) {
      gaps.add(bench.failover());
    }
    if (!gaps.isEmpty()) {
      List<Double> sorted = gaps.stream().sorted().toList();
      out.printf(
          Locale.ROOT,
          "leader killed %d times: the next write is answered after %.0f ms (median), %.0f ms (longest)%n",
          sorted.size(),
          sorted.get(sorted.size() / 2),
          Collections.max(sorted));
    }
    Path file = json;
    if (file != null) {
      Files.writeString(
          file,
          JsonMapper.shared()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(figures(bench, cells, gaps)));
    }
    return cells.stream().allMatch(cell -> cell.latency().getTotalCount() > 0) ? 0 : 1;
  }

  private static void add(List<Cell> cells, PrintWriter out, @Nullable Cell cell) {
    if (cell != null) {
      cells.add(cell);
      out.printf(
          Locale.ROOT,
          "%-6s %8d %10.0f %9.2f %9.2f %9.2f %9.2f %7d%n",
          cell.what(),
          cell.clients(),
          cell.perSecond(),
          cell.millis(50),
          cell.millis(95),
          cell.millis(99),
          cell.millis(100),
          cell.failed());
      out.flush();
    }
  }

  private ObjectNode figures(Bench bench, List<Cell> cells, List<Double> gaps) {
    ObjectNode figures = JsonNodeFactory.instance.objectNode();
    figures.put("nodes", nodes).put("database", bench.database());
    ArrayNode loads = figures.putArray("loads");
    for (Cell cell : cells) {
      loads
          .addObject()
          .put("what", cell.what())
          .put("clients", cell.clients())
          .put("per_second", cell.perSecond())
          .put("p50_ms", cell.millis(50))
          .put("p95_ms", cell.millis(95))
          .put("p99_ms", cell.millis(99))
          .put("max_ms", cell.millis(100))
          .put("failed", cell.failed());
    }
    ArrayNode killed = figures.putArray("failover_ms");
    gaps.forEach(killed::add);
    return figures;
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
