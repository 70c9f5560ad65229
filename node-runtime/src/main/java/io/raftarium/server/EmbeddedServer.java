package io.raftarium.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.AutoSave;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own on a data folder that lasts: loopback only, with a password, and
 * durable, or it does not start.
 */
public final class EmbeddedServer implements AutoCloseable {
  /** The database that a laboratory uses unless another is chosen. */
  public static final String DATABASE = "raftarium";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final int START_ATTEMPTS = 3;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final List<String> DURABLE =
      List.of("fsync", "full_page_writes", "synchronous_commit");

  private final Path folder;
  private final FolderLock lock;
  private final Binaries binaries;
  private final Credentials credentials;
  private final ClusterFiles files;
  private final Thread shutdownHook = Thread.ofPlatform().unstarted(this::stop);
  private final ReentrantLock stopping = new ReentrantLock();
  private volatile int port;
  private String version = "";
  private volatile boolean running;

  private EmbeddedServer(Path folder, FolderLock lock, Binaries binaries, Credentials credentials) {
    this.folder = folder;
    this.lock = lock;
    this.binaries = binaries;
    this.credentials = credentials;
    this.files = new ClusterFiles(folder, binaries, credentials);
  }

  /**
   * Starts the server of a data folder; the first time makes the folder and a new cluster in it.
   *
   * @throws ServerException if the folder is in use or the server cannot start as it must
   */
  public static EmbeddedServer start(Path dataFolder, Progress progress) {
    return start(dataFolder, dataFolder.resolve("programs"), progress);
  }

  /** The same with PostgreSQL's program files in a folder that several servers may share. */
  public static EmbeddedServer start(Path dataFolder, Path programFolder, Progress progress) {
    Path folder = dataFolder.toAbsolutePath().normalize();
    try {
      progress.step("Opening the data folder", 0);
      PrivateFile.createFolder(folder);
      FolderLock lock = FolderLock.take(folder);
      try {
        return startLocked(folder, lock, programFolder.toAbsolutePath().normalize(), progress);
      } catch (IOException | InterruptedException | SQLException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ServerException(
          "The data folder "
              + folder
              + " cannot be used: "
              + FileTrouble.reason(e)
              + ". Start with another one: -Draftarium.data=FOLDER",
          e);
    } catch (SQLException e) {
      throw new ServerException(
          "The server of " + folder + " started but cannot be used: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("The start of the server was interrupted.", e);
    }
  }

  private static EmbeddedServer startLocked(
      Path folder, FolderLock lock, Path programFolder, Progress progress)
      throws IOException, InterruptedException, SQLException {
    DiskRoom.check(folder, ClusterFiles.existIn(folder));
    Binaries binaries = Binaries.unpackInto(programFolder, progress.part(0.05, 0.4));
    if (!Files.isExecutable(binaries.program("postgres"))) {
      throw new ServerException(
          "Programs cannot be started from "
              + programFolder
              + ": its file system forbids it (a mount with noexec). PostgreSQL has to be unpacked"
              + " elsewhere: start with a data folder on another file system,"
              + " -Draftarium.data=FOLDER.");
    }
    EmbeddedServer server =
        new EmbeddedServer(folder, lock, binaries, new Credentials(folder.resolve("password")));
    ClusterFiles files = server.files;
    files.checkMajorVersion();
    Postmaster.endOrphan(files.cluster(), server::pgCtlStop);
    if (!files.exist()) {
      progress.step("Making a new database cluster", 0.4);
      files.initialise();
    }
    progress.step("Starting PostgreSQL", 0.7);
    files.configure();
    server.launch(freePort());
    try {
      server.checkDurable();
      progress.step("Opening the database", 0.9);
      server.createDatabase(DATABASE);
      Runtime.getRuntime().addShutdownHook(server.shutdownHook);
    } catch (SQLException | RuntimeException e) {
      server.stop();
      throw e;
    }
    progress.step("The server runs", 1);
    return server;
  }

  /** The loopback port that it listens on. */
  public int port() {
    return port;
  }

  /** The server's version, for example {@code 18.6}. */
  public String version() {
    return version;
  }

  /** The data folder. */
  public Path folder() {
    return folder;
  }

  /** Opens a plain connection that commits each statement; the caller closes it. */
  public Connection connect(String database, String applicationName) throws SQLException {
    return source(database, applicationName).getConnection();
  }

  /** Whether the server's process lives. */
  public boolean alive() {
    try {
      return Postmaster.owner(files.cluster()).isPresent();
    } catch (IOException e) {
      // A server that has ended takes its pid file along.
      return false;
    }
  }

  /**
   * Starts the server again after its process has ended; does nothing while it lives. It listens on
   * its old port unless another program has taken that one meanwhile.
   *
   * @throws ServerException if it does not start, or was closed
   */
  public void startAgain() {
    stopping.lock();
    try {
      if (!running) {
        throw new ServerException("The server of " + folder + " was closed.");
      }
      if (alive()) {
        return;
      }
      DiskRoom.check(folder, true);
      Postmaster.endOrphan(files.cluster(), this::pgCtlStop);
      files.configure();
      launch(port);
      checkDurable();
    } catch (IOException | SQLException e) {
      throw new ServerException(
          "The server of " + folder + " does not start again: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("The start of the server was interrupted.", e);
    } finally {
      stopping.unlock();
    }
  }

  /**
   * Kills the server as a power cut would: what its disk does not hold is gone. {@link #startAgain}
   * starts it again.
   */
  public void kill() {
    try {
      Postmaster.kill(files.cluster());
    } catch (NoSuchFileException e) {
      LOG.debug("It does not run", e);
    } catch (IOException e) {
      throw new ServerException("The server of " + folder + " cannot be killed.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("The server's end was not waited for.", e);
    }
  }

  /**
   * Ends the server, throws away what its disk holds, and starts a new one in its place on the same
   * port.
   */
  public void wipe() {
    kill();
    stopping.lock();
    try {
      Folders.delete(files.cluster());
      files.initialise();
      files.configure();
      launch(port);
      checkDurable();
      createDatabase(DATABASE);
    } catch (IOException | SQLException e) {
      throw new ServerException(
          "The server of " + folder + " does not start anew: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("The start of the server was interrupted.", e);
    } finally {
      stopping.unlock();
    }
  }

  /** Opens plain connections to a database. */
  public PGSimpleDataSource source(String database, String applicationName) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(Credentials.USER);
    source.setPassword(credentials.password());
    source.setApplicationName(applicationName);
    source.setSslMode("disable");
    source.setGssEncMode("disable");
    source.setAutosave(AutoSave.NEVER);
    source.setPrepareThreshold(1);
    source.setConnectTimeout(5);
    source.setSocketTimeout(30);
    source.setTcpKeepAlive(true);
    return source;
  }

  /** Creates a database unless it is there. */
  public void createDatabase(String database) throws SQLException {
    try (Connection connection = connect("postgres", "raftarium setup");
        PreparedStatement query =
            connection.prepareStatement("select 1 from pg_catalog.pg_database where datname = ?")) {
      query.setString(1, database);
      try (ResultSet rows = query.executeQuery()) {
        if (rows.next()) {
          return;
        }
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("create database " + statement.enquoteIdentifier(database, true));
      }
    }
  }

  /**
   * Copies a database that nobody is connected to. Connections that are ending have a few seconds
   * for it.
   */
  public void copyDatabase(String from, String to) throws SQLException {
    onDatabase("create database %s template %s", to, from);
  }

  /** Drops a database that nobody is connected to. */
  public void dropDatabase(String database) throws SQLException {
    onDatabase("drop database if exists %s", database);
  }

  private void onDatabase(String statement, String... names) throws SQLException {
    try (Connection connection = connect("postgres", "raftarium setup");
        Statement run = connection.createStatement()) {
      Object[] quoted = new Object[names.length];
      for (int i = 0; i < names.length; i++) {
        quoted[i] = run.enquoteIdentifier(names[i], true);
      }
      run.execute(String.format(Locale.ROOT, statement, quoted));
    }
  }

  /** The settings on which durability rests, as the running server shows them. */
  public SortedMap<String, String> durableSettings() throws SQLException {
    SortedMap<String, String> shown = new TreeMap<>();
    try (Connection connection = connect("postgres", "raftarium setup");
        Statement statement = connection.createStatement()) {
      for (String setting : DURABLE) {
        try (ResultSet row = statement.executeQuery("show " + setting)) {
          row.next();
          shown.put(setting, row.getString(1));
        }
      }
      try (ResultSet row = statement.executeQuery("show server_version")) {
        row.next();
        version = row.getString(1);
      }
    }
    return shown;
  }

  /** Stops the server cleanly, within seconds. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      LOG.debug("The program is ending already", e);
    }
    stop();
  }

  private void launch(int first) throws IOException, InterruptedException {
    Program.Result result = new Program.Result(0, "");
    // Another program may take the free port between the look and the start.
    for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      port = attempt == 0 ? first : freePort();
      result =
          Program.run(
              files.transcript("pg_ctl"),
              START_LIMIT.plusSeconds(5),
              List.of(
                  binaries.program("pg_ctl").toString(),
                  "start",
                  "--wait",
                  "--timeout=" + START_LIMIT.toSeconds(),
                  "--pgdata=" + files.cluster(),
                  "--log=" + files.transcript("start"),
                  "--options=-p " + port));
      if (result.exitCode() == 0) {
        running = true;
        return;
      }
    }
    throw new ServerException(
        "PostgreSQL does not start on "
            + folder
            + ": "
            + result.output()
            + ". The files in "
            + folder.resolve("log")
            + " say more.");
  }

  private void checkDurable() throws SQLException {
    SortedMap<String, String> shown = durableSettings();
    shown.forEach((setting, value) -> {
      if (!value.equals("on")) {
        throw new ServerException(
            "The server shows "
                + setting
                + " = "
                + value
                + ", but what Raft promises needs it on. It was stopped again.");
      }
    });
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
      return socket.getLocalPort();
    }
  }

  private void stop() {
    stopping.lock();
    try {
      if (running) {
        running = false;
        pgCtlStop("fast");
      }
      lock.close();
    } catch (IOException e) {
      LOG.warn("The server of {} may not have stopped cleanly", folder, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopping.unlock();
    }
  }

  private void pgCtlStop(String mode) throws IOException, InterruptedException {
    Program.Result result =
        Program.run(
            files.transcript("pg_ctl"),
            STOP_LIMIT.plusSeconds(2),
            List.of(
                binaries.program("pg_ctl").toString(),
                "stop",
                "--wait",
                "--timeout=" + STOP_LIMIT.toSeconds(),
                "--mode=" + mode,
                "--pgdata=" + files.cluster()));
    if (result.exitCode() != 0) {
      LOG.warn("pg_ctl stop on {}: {}", files.cluster(), result.output());
    }
  }
}
