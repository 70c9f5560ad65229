package io.raftarium.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A PostgreSQL server as somebody may run one beside Raftarium: with a password, durable, able to
 * have a standby.
 */
public final class PlainServer implements AutoCloseable {
  public static final String USER = "postgres";
  public static final String PASSWORD = "of the administrator";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path folder;
  private final Binaries binaries;
  private final int port;

  private final Machine machine;

  private PlainServer(Path folder, Binaries binaries, Machine machine, int port) {
    this.folder = folder;
    this.binaries = binaries;
    this.machine = machine;
    this.port = port;
  }

  /**
   * Where it runs.
   *
   * @param prefix of commands, which brings them there
   * @param host by which it is reached
   * @param network that it lets in
   */
  public record Machine(List<String> prefix, String host, String network) {
    /** This one. */
    public static final Machine HERE = new Machine(List.of(), "127.0.0.1", "127.0.0.1/32");
  }

  /** A port of the loopback address that nobody listens on now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A new one in a folder, which runs. */
  public static PlainServer start(Path folder) throws Exception {
    return start(folder, Machine.HERE);
  }

  /** The same on a machine of its own. */
  public static PlainServer start(Path folder, Machine machine) throws Exception {
    return start(folder, machine, freePort());
  }

  /** The same on a port that nobody else has there. */
  public static PlainServer start(Path folder, Machine machine, int port) throws Exception {
    Path programs = Path.of("target", "programs").toAbsolutePath();
    PlainServer server =
        new PlainServer(folder, Binaries.unpackInto(programs, Progress.NONE), machine, port);
    Path secret = folder.resolveSibling(folder.getFileName() + ".password");
    Files.writeString(secret, PASSWORD);
    server.run(
        "initdb",
        "--pgdata=" + folder,
        "--username=" + USER,
        "--pwfile=" + secret,
        "--auth=scram-sha-256",
        "--no-instructions");
    server.configure("wal_level = replica", "max_wal_senders = 4", "hot_standby = on");
    server.start();
    return server;
  }

  /** A standby of it in another folder, which runs and follows. */
  public PlainServer standby(Path other) throws Exception {
    PlainServer standby = new PlainServer(other, binaries, machine, freePort());
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_backup_start('standby', true)");
      copy(folder, other);
      try (ResultSet row = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
        row.next();
        Files.writeString(other.resolve("backup_label"), row.getString(1));
      }
    }
    Files.deleteIfExists(other.resolve("postmaster.pid"));
    Files.createFile(other.resolve("standby.signal"));
    standby.configure(
        "primary_conninfo = 'host=127.0.0.1 port="
            + port
            + " user="
            + USER
            + " password=''"
            + PASSWORD
            + "'''");
    standby.start();
    return standby;
  }

  private void configure(String... settings) throws IOException {
    List<String> lines = new ArrayList<>(List.of(settings));
    lines.add("listen_addresses = '" + machine.host() + "'");
    lines.add("unix_socket_directories = ''");
    lines.add("port = " + port);
    lines.add("shared_buffers = 32MB");
    lines.add("fsync = on");
    Files.write(folder.resolve("postgresql.conf"), lines, StandardOpenOption.APPEND);
    Files.writeString(
        folder.resolve("pg_hba.conf"),
        String.format(
            Locale.ROOT,
            "host all all %1$s scram-sha-256%nhost replication all %1$s scram-sha-256%n",
            machine.network()));
  }

  public int port() {
    return port;
  }

  /** As its administrator. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + machine.host() + ":" + port + "/" + database, USER, PASSWORD);
  }

  /** Makes a database. */
  public void create(String database) throws SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + statement.enquoteIdentifier(database, true));
    }
  }

  public void start() throws IOException, InterruptedException {
    run(
        "pg_ctl",
        "start",
        "--wait",
        "--pgdata=" + folder,
        "--log=" + folder.resolveSibling(folder.getFileName() + ".log"));
  }

  /** Ends it: {@code fast}, or {@code immediate} as if it had been killed. */
  public void stop(String mode) throws IOException, InterruptedException {
    run("pg_ctl", "stop", "--wait", "--mode=" + mode, "--pgdata=" + folder);
  }

  /** A standby becomes a primary. */
  public void promote() throws IOException, InterruptedException {
    run("pg_ctl", "promote", "--wait", "--pgdata=" + folder);
  }

  private void run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(binaries.program(program).toString());
    command.addAll(List.of(arguments));
    Program.Result result =
        Program.run(
            folder.resolveSibling(folder.getFileName() + "." + program),
            LIMIT,
            machine.prefix(),
            command);
    if (result.exitCode() != 0) {
      Path log = folder.resolveSibling(folder.getFileName() + ".log");
      throw new IOException(
          command
              + ": "
              + result.output()
              + (Files.exists(log) ? System.lineSeparator() + Files.readString(log) : ""));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      all.forEach(path -> {
        try {
          Files.copy(
              path,
              to.resolve(from.relativize(path).toString()),
              java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        } catch (java.nio.file.NoSuchFileException e) {
          // A file of a backend that has ended meanwhile.
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
  }

  @Override
  public void close() throws IOException {
    if (Files.exists(folder.resolve("postmaster.pid"))) {
      try {
        stop("immediate");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
