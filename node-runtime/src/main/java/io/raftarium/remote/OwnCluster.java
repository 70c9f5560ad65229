package io.raftarium.remote;

import io.raftarium.lab.FarLab;
import io.raftarium.lab.LabException;
import io.raftarium.lab.NodePrograms;
import io.raftarium.server.EmbeddedServer;
import io.raftarium.server.PrivateFile;
import io.raftarium.server.Progress;
import io.raftarium.server.ServerException;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.ClusterFileException;
import io.raftarium.site.ClusterFileReader;
import io.raftarium.site.DatabaseSetup;
import io.raftarium.site.Passwords;
import io.raftarium.site.SiteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A cluster of programs of their own on this machine, in a folder: it makes their databases, starts
 * them, and ends them with itself. They end by themselves where this program is killed.
 */
public final class OwnCluster implements NodePrograms {
  private static final Logger LOG = LoggerFactory.getLogger(OwnCluster.class);

  /** As whom its nodes know their operator. */
  public static final String OPERATOR = "operator";

  static final String FILE = "cluster.yaml";
  private static final Duration END_LIMIT = Duration.ofSeconds(6);
  private static final int PASSWORD_BYTES = 18;

  /** As programs end that were killed, or told to end. */
  private static final Set<Integer> SIGNALS = Set.of(0, 137, 143);

  /** The most that PostgreSQL lets a commit wait, µs. */
  private static final long LONGEST_COMMIT_DELAY = 100_000;

  private final Path folder;
  private final Path programFiles;
  private final OwnPlan plan;

  /** By node; all nodes have the same one where they share one. */
  private final SortedMap<Integer, EmbeddedServer> servers = new TreeMap<>();

  private final ConcurrentSkipListMap<Integer, Process> programs = new ConcurrentSkipListMap<>();

  private OwnCluster(Path folder, Path programFiles, OwnPlan plan) {
    this.folder = folder;
    this.programFiles = programFiles;
    this.plan = plan;
  }

  /**
   * Makes one in a folder and opens it.
   *
   * @param programFiles where PostgreSQL's program files are, or are put
   * @throws LabException with a sentence for a person if it cannot start
   */
  public static FarLab make(Path folder, Path programFiles, OwnPlan plan, Progress progress) {
    return run(folder, programFiles, plan, progress).lab();
  }

  /** Opens that of a folder: the same rows, with programs and servers started anew. */
  public static FarLab open(Path folder, Path programFiles, Progress progress) {
    return run(folder, programFiles, progress).lab();
  }

  /** Makes one in a folder and starts it; nobody looks. */
  public static OwnCluster run(Path folder, Path programFiles, OwnPlan plan, Progress progress) {
    try {
      PrivateFile.createFolder(folder);
      PrivateFile.write(folder.resolve(OwnPlan.FILE), plan.text());
    } catch (IOException e) {
      throw new LabException("The folder " + folder + " cannot be used: " + e.getMessage(), e);
    }
    return run(folder, programFiles, progress);
  }

  private static OwnCluster run(Path folder, Path programFiles, Progress progress) {
    OwnCluster cluster;
    try {
      cluster =
          new OwnCluster(
              folder.toAbsolutePath(),
              programFiles,
              OwnPlan.of(Files.readString(folder.resolve(OwnPlan.FILE))));
    } catch (IOException | JacksonException e) {
      throw new LabException("The folder " + folder + " holds no cluster: " + e.getMessage(), e);
    }
    try {
      cluster.start(progress);
      return cluster;
    } catch (SiteException | ServerException e) {
      cluster.close();
      throw new LabException(String.valueOf(e.getMessage()), e);
    } catch (IOException | SQLException e) {
      cluster.close();
      throw new LabException("The cluster in " + folder + " cannot start: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void start(Progress progress) throws SiteException, IOException, SQLException {
    startServers(progress.part(0, 0.6));
    writeFile();
    for (int node = 1; node <= plan.nodes(); node++) {
      progress.step("Preparing the database of node " + node, 0.6 + 0.3 * node / plan.nodes());
      prepare(node);
    }
    progress.step("Starting the programs", 0.92);
    for (int node = 1; node <= plan.nodes(); node++) {
      start(node);
    }
  }

  private FarLab lab() {
    String whereabouts = plan.nodes() == 1 ? "1 process" : plan.nodes() + " processes";
    try {
      return Attached.open(file(), OPERATOR, new Passwords(Map.of()), whereabouts, this);
    } catch (SiteException e) {
      close();
      throw new LabException(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** What its servers are. */
  public String database() {
    return "PostgreSQL " + server(1).version();
  }

  /** How its nodes are reached. */
  public ClusterFile file() {
    try {
      return ClusterFileReader.read(folder.resolve(FILE));
    } catch (ClusterFileException e) {
      throw new LabException(String.valueOf(e.getMessage()), e);
    }
  }

  private void startServers(Progress progress) {
    int count = plan.ownServers() ? plan.nodes() : 1;
    for (int i = 1; i <= count; i++) {
      progress.step(
          count == 1 ? "Starting the server" : "Starting the server of node " + i,
          (i - 1.0) / count);
      EmbeddedServer server =
          EmbeddedServer.start(
              folder.resolve(plan.ownServers() ? "server-" + i : "server"),
              programFiles,
              (text, done) -> {});
      servers.put(i, server);
    }
    for (int node = count + 1; node <= plan.nodes(); node++) {
      servers.put(node, server(1));
    }
  }

  private EmbeddedServer server(int node) {
    EmbeddedServer server = servers.get(node);
    if (server == null) {
      throw new LabException("There is no node " + node + ".");
    }
    return server;
  }

  private String database(int node) {
    return plan.ownServers() ? EmbeddedServer.DATABASE : "node_" + node;
  }

  /** The file is written anew with each start: ports are those that are free. */
  private void writeFile() throws IOException {
    StringBuilder text = new StringBuilder(400);
    text.append("# Written by Raftarium with each start of this cluster.\n")
        .append("cluster: ")
        .append(JsonNodeFactory.instance.stringNode(plan.name()))
        .append("\noptions:\n  pre_vote: ")
        .append(plan.preVote())
        .append("\n  check_quorum: ")
        .append(plan.checkQuorum())
        .append("\n  parallel_append: ")
        .append(plan.parallelAppend())
        .append("\nnodes:\n");
    List<ServerSocket> taken = new ArrayList<>();
    try {
      for (int node = 1; node <= plan.nodes(); node++) {
        Path password = folder.resolve("node-" + node + ".password");
        if (!Files.exists(password)) {
          PrivateFile.write(password, newPassword());
        }
        ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        taken.add(free);
        text.append("  - id: ")
            .append(node)
            .append("\n    address: 127.0.0.1:")
            .append(free.getLocalPort())
            .append("\n    database: jdbc:postgresql://127.0.0.1:")
            .append(server(node).port())
            .append('/')
            .append(database(node))
            .append("\n    password_file: node-")
            .append(node)
            .append(".password\n");
      }
    } finally {
      for (ServerSocket socket : taken) {
        socket.close();
      }
    }
    PrivateFile.write(folder.resolve(FILE), text.toString());
  }

  private static String newPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private void prepare(int node) throws SiteException, SQLException {
    ClusterFile file = file();
    EmbeddedServer server = server(node);
    server.createDatabase(database(node));
    ClusterFile.Member member = file.members().get(node);
    if (member == null) {
      throw new SiteException("The cluster's file has no node " + node + ".");
    }
    PGSimpleDataSource admin = server.source(database(node), "raftarium setup");
    DatabaseSetup.Made made =
        new DatabaseSetup(file, member)
            .run(
                String.valueOf(admin.getUser()),
                String.valueOf(admin.getPassword()),
                new Passwords(Map.of()).of(member));
    LOG.debug("Node {}: {}", node, made);
  }

  @Override
  public boolean runs(int node) {
    Process program = programs.get(node);
    return program != null && program.isAlive();
  }

  @Override
  public Optional<String> failure(int node) {
    Process program = programs.get(node);
    if (program == null || program.isAlive() || SIGNALS.contains(program.exitValue())) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(log(node))) {
      return Optional.of(
          lines
              .filter(line -> !line.isBlank())
              .reduce((earlier, later) -> later)
              .orElse("its log is empty"));
    } catch (IOException | UncheckedIOException e) {
      return Optional.of("its log " + log(node) + " cannot be read");
    }
  }

  private Path log(int node) {
    return folder.resolve("node-" + node + ".log");
  }

  @Override
  public void start(int node) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            // Several programs share few processors: what compiles soon is better than what
            // compiles well.
            "-XX:TieredStopAtLevel=1",
            "-Xmx160m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dlogback.configurationFile=io/raftarium/cli/logback.xml",
            "-cp",
            System.getProperty("java.class.path"),
            "io.raftarium.cli.RaftariumNode",
            "serve",
            "--cluster",
            folder.resolve(FILE).toString(),
            "--node",
            Integer.toString(node),
            "--until-input-ends"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log(node).toFile()));
    try {
      Process before = programs.put(node, builder.start());
      if (before != null) {
        before.destroyForcibly();
      }
    } catch (IOException e) {
      throw new LabException(
          "The program of node " + node + " cannot be started: " + e.getMessage() + ".", e);
    }
  }

  @Override
  public void kill(int node) {
    Process program = programs.get(node);
    if (program == null || !program.isAlive()) {
      throw new LabException("Node " + node + " is down already.");
    }
    ended(program.destroyForcibly());
  }

  private static boolean ended(Process program) {
    try {
      return program.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void mustBeOwn(int node) {
    EmbeddedServer _ = server(node);
    if (!plan.ownServers()) {
      throw new LabException("The nodes of this cluster share one server.");
    }
  }

  @Override
  public void killServer(int node) {
    mustBeOwn(node);
    if (!server(node).alive()) {
      throw new LabException("The server of node " + node + " is down already.");
    }
    inWords(() -> server(node).kill());
  }

  @Override
  public void startServer(int node) {
    inWords(() -> server(node).startAgain());
  }

  @Override
  public void slow(int node, Duration wait) {
    mustBeOwn(node);
    long micros = wait.toNanos() / 1_000;
    if (micros < 0 || micros > LONGEST_COMMIT_DELAY) {
      throw new LabException("A disk can be slowed by 0 to 100 ms.");
    }
    try (Connection connection = server(node).connect("postgres", "raftarium slow");
        Statement set = connection.createStatement()) {
      // The server waits before each flush, whoever else is at work.
      set.execute("alter system set commit_siblings = 0");
      set.execute("alter system set commit_delay = " + micros);
      set.execute("select pg_reload_conf()");
    } catch (SQLException e) {
      throw new LabException(
          "The disk of node " + node + " cannot be slowed: " + e.getMessage(), e);
    }
  }

  @Override
  public void wipe(int node) {
    mustBeOwn(node);
    if (runs(node)) {
      kill(node);
    }
    inWords(() -> server(node).wipe());
    try {
      prepare(node);
    } catch (SiteException | SQLException e) {
      throw new LabException(
          "The new database of node " + node + " cannot be prepared: " + e.getMessage(), e);
    }
    start(node);
  }

  private static void inWords(Runnable act) {
    try {
      act.run();
    } catch (ServerException e) {
      throw new LabException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    programs.values().forEach(Process::destroy);
    for (Process program : programs.values()) {
      if (!ended(program)) {
        program.destroyForcibly();
      }
    }
    List<Thread> ending = new ArrayList<>();
    for (EmbeddedServer server : Set.copyOf(servers.values())) {
      ending.add(Thread.ofVirtual().start(server::close));
    }
    for (Thread thread : ending) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
