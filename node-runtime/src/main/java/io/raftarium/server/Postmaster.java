package io.raftarium.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds and ends the server process that an earlier run left behind in our data folder. */
final class Postmaster {
  private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);

  private Postmaster() {}

  /**
   * Ends an orphan of this cluster. A process that only has its number, but is not a postgres of
   * this cluster, is left alone, and the stale file goes.
   *
   * @param cluster PostgreSQL's data directory, whose folder lock the caller holds
   * @param stop asks the server of the cluster to end, and waits a while for it
   */
  static void endOrphan(Path cluster, Stop stop) throws IOException, InterruptedException {
    Path pidFile = cluster.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    Optional<ProcessHandle> orphan = owner(cluster);
    if (orphan.isEmpty()) {
      Files.deleteIfExists(pidFile);
      return;
    }
    LOG.info("Ending the PostgreSQL server that an earlier run left behind in {}", cluster);
    stop.stop("fast");
    // Its file goes a moment before the process does.
    if (!ended(orphan.get(), Duration.ofSeconds(2))) {
      stop.stop("immediate");
    }
    if (!ended(orphan.get(), Duration.ofSeconds(5))) {
      orphan.get().destroyForcibly();
      if (!ended(orphan.get(), Duration.ofSeconds(5))) {
        throw new ServerException(
            "Process "
                + orphan.get().pid()
                + ", a PostgreSQL server left behind by an earlier run, does not end. End it by hand"
                + " and start again.");
      }
    }
    Files.deleteIfExists(pidFile);
  }

  /** Asks a server to end in one of the modes of {@code pg_ctl stop}. */
  interface Stop {
    /** Returns when it ended or a limit passed. */
    void stop(String mode) throws IOException, InterruptedException;
  }

  /** Kills the server of a cluster with all its processes, as a power cut would. */
  static void kill(Path cluster) throws IOException, InterruptedException {
    Optional<ProcessHandle> server = owner(cluster);
    if (server.isEmpty()) {
      return;
    }
    List<ProcessHandle> all = new ArrayList<>(server.get().descendants().toList());
    // First, or it would end the others in order.
    all.addFirst(server.get());
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : all) {
      if (!ended(process, Duration.ofSeconds(5))) {
        throw new ServerException("Process " + process.pid() + " of the server does not end.");
      }
    }
  }

  /** The process that serves this cluster, if its pid file and the process itself both say so. */
  static Optional<ProcessHandle> owner(Path cluster) throws IOException {
    List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
    if (lines.size() < 2) {
      return Optional.empty();
    }
    long pid;
    try {
      pid = Math.abs(Long.parseLong(lines.getFirst().strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    if (!samePath(Path.of(lines.get(1).strip()), cluster)) {
      return Optional.empty();
    }
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> serves(process.info(), cluster));
  }

  /** The command is postgres and, where the system tells arguments, they name the cluster. */
  private static boolean serves(ProcessHandle.Info info, Path cluster) {
    boolean postgres =
        info.command()
            .map(command -> String.valueOf(Path.of(command).getFileName()))
            .filter(name -> name.equals("postgres") || name.equals("postgres.exe"))
            .isPresent();
    return postgres
        && info.arguments()
            .map(List::of)
            .map(arguments -> arguments.stream().anyMatch(argument -> names(argument, cluster)))
            .orElse(true);
  }

  /** Two paths are one where they lead to the same file, whatever links they go through. */
  private static boolean names(String argument, Path cluster) {
    try {
      return samePath(Path.of(argument), cluster);
    } catch (InvalidPathException | IOException e) {
      return false;
    }
  }

  private static boolean samePath(Path one, Path other) throws IOException {
    return Files.exists(one) && Files.isSameFile(one, other);
  }

  private static boolean ended(ProcessHandle process, Duration limit) throws InterruptedException {
    try {
      process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return !process.isAlive();
    }
    return true;
  }
}
