package io.raftarium.sql;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server for the tests from a PostgreSQL that the system has installed, on a folder in target.
 */
final class InstalledServer {
  private static final long LIMIT_SECONDS = 60;

  /** Where distributions put the programs of a major version. */
  private static final List<String> PLACES =
      List.of(
          "/usr/lib/postgresql/%s/bin",
          "/usr/pgsql-%s/bin",
          "/opt/homebrew/opt/postgresql@%s/bin",
          "/usr/local/opt/postgresql@%s/bin");

  private final Path programs;
  private final Path folder;

  private InstalledServer(Path programs, Path folder) {
    this.programs = programs;
    this.folder = folder;
  }

  /**
   * Starts one that ends with this program.
   *
   * @param major for example 15
   * @return its JDBC address
   */
  static String start(String major) {
    Path programs =
        PLACES.stream()
            .map(place -> Path.of(String.format(Locale.ROOT, place, major)))
            .filter(place -> Files.isExecutable(place.resolve("initdb")))
            .findFirst()
            .orElseThrow(() ->
                new IllegalStateException(
                    "No PostgreSQL "
                        + major
                        + " is installed: install it (Debian: apt-get install postgresql-"
                        + major
                        + ") or leave out -Draftarium.test.db."));
    try {
      Path target = Files.createDirectories(Path.of("target")).toAbsolutePath();
      InstalledServer server = new InstalledServer(programs, target.resolve("postgresql-" + major));
      server.removeOld();
      int port = freePort();
      server.launch(port);
      Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
      return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL " + major + " does not start", e);
    }
  }

  private void launch(int port) throws IOException {
    run("initdb", "--pgdata=" + data(), "--username=postgres", "--auth=trust", "--encoding=UTF8");
    Files.writeString(
        data().resolve("postgresql.conf"),
        String.format(
            Locale.ROOT,
            """
            listen_addresses = '127.0.0.1'
            port = %d
            unix_socket_directories = ''
            max_connections = 300
            fsync = on
            full_page_writes = on
            synchronous_commit = on
            """,
            port));
    run("pg_ctl", "start", "--wait", "--pgdata=" + data(), "--log=" + folder.resolve("server.log"));
  }

  private void stop() {
    try {
      run("pg_ctl", "stop", "--wait", "--mode=immediate", "--pgdata=" + data());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the last run left, its server too if that run was killed. */
  private void removeOld() throws IOException {
    if (Files.exists(data().resolve("postmaster.pid"))) {
      stop();
    }
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(folder);
  }

  private Path data() {
    return folder.resolve("data");
  }

  /** PostgreSQL refuses to run as root; in a user namespace of its own it is nobody there. */
  private void run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "--user"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    // A pipe would stay open as long as the server lives.
    File output = folder.resolve(program + ".out").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(command + " failed: " + Files.readString(output.toPath()));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(command + " was interrupted", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
