package io.raftarium.durability;

import io.raftarium.database.ConnectionSource;
import io.raftarium.server.EmbeddedServer;
import io.raftarium.server.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A server of one node on a data folder of its own, which can die at once with all its processes.
 */
final class CrashServer implements ConnectionSource, AutoCloseable {
  static final String DOWN = "the server is down";
  private static final long DEATH_LIMIT_SECONDS = 10;

  private final Path folder;
  private final Path programs;
  private final AtomicReference<@Nullable EmbeddedServer> open = new AtomicReference<>();
  private final List<ProcessHandle> dying = new ArrayList<>();
  private EmbeddedServer server;

  private CrashServer(Path folder, Path programs) {
    this.folder = folder;
    this.programs = programs;
    this.server = EmbeddedServer.start(folder, programs, Progress.NONE);
  }

  /** Starts one on a new folder; nodes cannot connect before {@link #open()}. */
  static CrashServer start(Path folder, Path programs) {
    return new CrashServer(folder, programs);
  }

  /** The running server, for the test's own eyes. */
  EmbeddedServer server() {
    return server;
  }

  /** From now on nodes may connect. */
  void open() {
    open.set(server);
  }

  @Override
  public Connection open(String applicationName) throws SQLException {
    EmbeddedServer now = open.get();
    if (now == null) {
      throw new SQLException(DOWN, "08001");
    }
    return now.connect(EmbeddedServer.DATABASE, applicationName);
  }

  /** SIGKILL to the postmaster and to every process that it has; returns how many there were. */
  int kill() throws IOException {
    open.set(null);
    ProcessHandle postmaster = postmaster();
    dying.add(postmaster);
    postmaster.descendants().forEach(dying::add);
    dying.forEach(ProcessHandle::destroyForcibly);
    return dying.size();
  }

  /** Waits until all that was killed is gone, and lets go of the folder. */
  void bury() throws InterruptedException {
    for (ProcessHandle process : dying) {
      try {
        process.onExit().get(DEATH_LIMIT_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalStateException("process " + process.pid() + " does not die", e);
      }
    }
    dying.clear();
    server.close();
  }

  /** Starts on the folder again, as it was left; returns how long until it took connections. */
  Duration recover() {
    long begin = System.nanoTime();
    server = EmbeddedServer.start(folder, programs, Progress.NONE);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private ProcessHandle postmaster() throws IOException {
    Path cluster = folder.resolve("postgres");
    List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
    ProcessHandle process =
        ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).orElseThrow();
    String command = process.info().commandLine().orElse("");
    if (!command.contains(cluster.toAbsolutePath().toString())) {
      throw new IllegalStateException("not the server of " + cluster + ": " + command);
    }
    return process;
  }

  @Override
  public void close() {
    open.set(null);
    server.close();
  }
}
