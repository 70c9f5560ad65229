package io.raftarium.remote;

import io.raftarium.cli.RaftariumNode;
import io.raftarium.lab.TestServer;
import io.raftarium.server.PlainServer;
import io.raftarium.site.ClusterFile;
import io.raftarium.site.ClusterFileReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A cluster of programs, each with a database of its own, in a folder. */
final class Processes implements AutoCloseable {
  final Path folder;
  final Path file;
  final ClusterFile cluster;
  private final String administrator;
  private final String administratorsPassword;
  private final List<PlainServer.Machine> machines = new ArrayList<>();
  private final SortedMap<Integer, Process> running = new TreeMap<>();

  /** What a command came to. */
  record Ended(int code, String out, String err) {}

  /** Where a node and its rows are. */
  record Place(PlainServer.Machine machine, int port, String database) {
    Place(int port, String database) {
      this(PlainServer.Machine.HERE, port, database);
    }

    private String host() {
      return machine.host();
    }
  }

  /** Writes the cluster's file, with databases of one server; nothing runs yet. */
  Processes(Path folder, int nodes, boolean certificates) throws Exception {
    this(folder, shared(nodes), certificates, admin(), adminPassword());
  }

  /** The same with databases anywhere. */
  Processes(
      Path folder,
      List<Place> places,
      boolean certificates,
      String administrator,
      String administratorsPassword)
      throws Exception {
    this.folder = folder;
    this.administrator = administrator;
    this.administratorsPassword = administratorsPassword;
    List<String> lines = new ArrayList<>();
    lines.add("cluster: Obstgarten ü 🍐");
    lines.add("options:");
    lines.add("  election_timeout_ms: 300");
    lines.add("  heartbeat_interval_ms: 60");
    if (certificates) {
      lines.add("certificates: some certificates");
    }
    lines.add("nodes:");
    for (int id = 1; id <= places.size(); id++) {
      lines.addAll(node(id, places.get(id - 1)));
    }
    file = folder.resolve("a cluster.yaml");
    Files.write(file, lines);
    cluster = ClusterFileReader.read(file);
  }

  /** The lines of a node. */
  private List<String> node(int id, Place place) throws IOException {
    Files.writeString(folder.resolve("node " + id + ".password"), "secret of " + id + "\n");
    machines.add(place.machine());
    return List.of(
        "  - id: " + id,
        "    address: " + place.host() + ":" + PlainServer.freePort(),
        "    monitor: 127.0.0.1:" + PlainServer.freePort(),
        "    database: jdbc:postgresql://"
            + place.host()
            + ":"
            + place.port()
            + "/"
            + place.database(),
        "    user: " + place.database() + "_node",
        "    password_file: node " + id + ".password");
  }

  /** Writes one node more into the file, which whoever follows it reads again. */
  void add(int id, Place place) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.addAll(node(id, place));
    Files.write(file, lines);
  }

  private static List<Place> shared(int nodes) throws Exception {
    List<Place> places = new ArrayList<>();
    for (int id = 1; id <= nodes; id++) {
      places.add(new Place(TestServer.get().port(), TestServer.database()));
    }
    return places;
  }

  /** Makes the databases, and the certificates where the file names their folder. */
  Processes prepared() throws Exception {
    mustWork("init-db", "--admin", administrator);
    if (cluster.certificates() != null) {
      mustWork("certs");
    }
    return this;
  }

  private void mustWork(String... arguments) throws Exception {
    Ended ended = run(arguments);
    if (ended.code() != 0) {
      throw new AssertionError(ended);
    }
  }

  /** Runs a command to its end. */
  Ended run(String... arguments) throws Exception {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder = program(List.of(), List.of(arguments));
    builder.environment().put("RAFTARIUM_ADMIN_PASSWORD", administratorsPassword);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("no end: " + List.of(arguments));
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** The administrator's name. */
  static String admin() throws Exception {
    return String.valueOf(TestServer.get().source("postgres", "test").getUser());
  }

  private static String adminPassword() throws Exception {
    return String.valueOf(TestServer.get().source("postgres", "test").getPassword());
  }

  /** Starts the program of a node. */
  Process serve(int node) throws Exception {
    return serve(node, "lines");
  }

  /** The same with a log of one kind. */
  Process serve(int node, String logs) throws Exception {
    File log = folder.resolve("node-" + node + ".log").toFile();
    ProcessBuilder builder =
        program(
            machines.get(node - 1).prefix(), List.of("serve", "--node", Integer.toString(node)));
    builder.environment().put("RAFTARIUM_LOG", logs);
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
    running.put(node, process);
    return process;
  }

  /** Kills the program of a node, as a power cut would. */
  void kill(int node) {
    Process process = running.remove(node);
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  String log(int node) throws IOException {
    return Files.readString(folder.resolve("node-" + node + ".log"), StandardCharsets.UTF_8);
  }

  Map<Integer, Process> running() {
    return running;
  }

  private ProcessBuilder program(List<String> prefix, List<String> arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-Xmx200m");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add(
        "-Dlogback.configurationFile=" + Path.of("src/dist/conf/logback.xml").toAbsolutePath());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(RaftariumNode.class.getName());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("RAFTARIUM_CLUSTER", file.toString());
    return builder;
  }

  @Override
  public void close() {
    running.values().forEach(process -> process.destroyForcibly().onExit().join());
  }
}
