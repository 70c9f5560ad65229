package io.raftarium.site;

import static io.raftarium.site.ShippedFilesTest.documents;
import static io.raftarium.site.ShippedFilesTest.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.Until;
import io.raftarium.server.PlainServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ShippedCommandsTest} runs where nothing of the machine is touched: a network and
 * mounts of its own. The commands of the files to deploy with, exactly as they stand there, at the
 * paths, names and ports that they use; what a container would be is a process here.
 */
final class ShippedShow {
  private static final Path PACKAGING = Path.of("../packaging");

  private final Path bin;
  private final List<Process> running = new ArrayList<>();

  private ShippedShow(Path bin) {
    this.bin = bin;
  }

  /** With a folder to work in. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    ShippedShow show = new ShippedShow(folder.resolve("bin"));
    List<PlainServer> servers = new ArrayList<>();
    try {
      show.place();
      for (int node = 1; node <= 3; node++) {
        PlainServer.Machine machine =
            new PlainServer.Machine(List.of(), "127.0.2." + node, "127.0.0.0/8");
        servers.add(PlainServer.start(folder.resolve("server" + node), machine, 5432));
        servers.getLast().create("raft");
      }
      show.compose();
      show.systemd();
      show.kubernetes();
      show.simulate(folder);
    } finally {
      show.endAll();
      for (PlainServer server : servers) {
        server.close();
      }
    }
    System.out.println("every command ran as it stands");
  }

  /** The program where each of the files expects it, and the names of the machines. */
  private void place() throws IOException {
    Path program = bin.resolve("raftarium-node");
    Files.createDirectories(bin);
    Files.writeString(
        program,
        "#!/bin/sh\nexec '"
            + Path.of(System.getProperty("java.home"), "bin", "java")
            + "' -XX:+UseSerialGC -Xmx200m --enable-native-access=ALL-UNNAMED"
            + " --sun-misc-unsafe-memory-access=allow"
            + " -Dlogback.configurationFile=io/raftarium/cli/logback.xml -cp '"
            + System.getProperty("java.class.path")
            + "' io.raftarium.cli.RaftariumNode \"$@\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Path installed = Path.of("/opt/raftarium/bin");
    Files.createDirectories(installed);
    Files.createSymbolicLink(installed.resolve("raftarium-node"), program);
    StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n");
    for (int node = 1; node <= 3; node++) {
      hosts.append("127.0.1.").append(node).append(" node-").append(node);
      hosts.append(" raftarium-").append(node - 1).append(".raftarium\n");
      hosts.append("127.0.2.").append(node).append(" postgres-").append(node);
      hosts.append(" raftarium-postgres-").append(node).append('\n');
    }
    Files.writeString(Path.of("/etc/hosts"), hosts.toString());
  }

  /** All nodes share one machine here: only one could answer on every address of a port. */
  private static String onOneMachine(String cluster) {
    String text = cluster;
    for (int node = 1; node <= 3; node++) {
      text = text.replaceFirst("monitor: 0\\.0\\.0\\.0:", "monitor: 127.0.1." + node + ":");
    }
    return text;
  }

  private void compose() throws Exception {
    Path etc = Files.createDirectories(Path.of("/etc/raftarium"));
    Path secrets = Files.createDirectories(Path.of("/run/secrets"));
    Files.createDirectories(Path.of("/run/raftarium"));
    Files.writeString(
        etc.resolve("cluster.yaml"),
        onOneMachine(Files.readString(PACKAGING.resolve("container/cluster.yaml"))));
    Files.writeString(secrets.resolve("admin_password"), PlainServer.PASSWORD);
    Files.writeString(secrets.resolve("node_password"), "of the nodes");
    Map<String, Object> services =
        map(documents(PACKAGING.resolve("container/compose.yaml")).getFirst().get("services"));
    Map<String, Object> prepare = map(services.get("prepare"));
    List<String> command = words(prepare.get("entrypoint"));
    command.addAll(words(prepare.get("command")).stream().map(w -> w.replace("$$", "$")).toList());
    Map<String, String> environment = texts(prepare.get("environment"));
    must(command, environment);
    must(command, environment); // twice is the same
    for (int node = 1; node <= 3; node++) {
      Map<String, Object> service = map(services.get("node-" + node));
      List<String> serve = new ArrayList<>(List.of("raftarium-node"));
      serve.addAll(words(service.get("command")));
      start(serve, texts(service.get("environment")));
    }
    List<String> shown =
        Files.readAllLines(PACKAGING.resolve("container/compose.yaml")).stream()
            .filter(line -> line.startsWith("#   docker compose exec node-1 raftarium-node"))
            .map(line -> line.substring(line.indexOf("raftarium-node")))
            .toList();
    assertThat(shown).hasSize(2);
    Until.holds(
        "compose's commands",
        () -> {
          for (String line : shown) {
            if (run(List.of("/bin/sh", "-c", line), environment) != 0) {
              return false;
            }
          }
          return true;
        });
    endAll();
    System.out.println("compose: prepared twice, three nodes, " + shown);
  }

  private void systemd() throws Exception {
    List<String> unit = Files.readAllLines(PACKAGING.resolve("systemd/raftarium-node@.service"));
    List<String> command = List.of(value(unit, "ExecStart").replace("%i", "1").split(" ", -1));
    Map<String, String> environment = new java.util.TreeMap<>();
    unit.stream()
        .filter(line -> line.startsWith("Environment="))
        .map(line -> line.substring("Environment=".length()).split("=", 2))
        .forEach(pair -> environment.put(pair[0], pair[1]));
    Process node = start(command, environment);
    Until.holds(
        "it serves",
        () ->
            run(
                    List.of(
                        "/bin/sh",
                        "-c",
                        "raftarium-node status | grep -q '^1 .* follower\\|^1 .*cand'"),
                    environment)
                == 0);
    node.destroy();
    long limit = Long.parseLong(value(unit, "TimeoutStopSec"));
    assertThat(node.waitFor(limit, TimeUnit.SECONDS)).as("it ends in time").isTrue();
    System.out.println("systemd: " + command + " served and ended");
  }

  private static String value(List<String> unit, String name) {
    return unit.stream()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  private void kubernetes() throws Exception {
    List<Map<String, Object>> documents = documents(PACKAGING.resolve("kubernetes/nodes.yaml"));
    Path cluster = Files.createDirectories(Path.of("/etc/raftarium/cluster"));
    Path passwords = Files.createDirectories(Path.of("/etc/raftarium/passwords"));
    Files.writeString(
        cluster.resolve("cluster.yaml"),
        onOneMachine(String.valueOf(map(documents.getFirst().get("data")).get("cluster.yaml"))));
    Files.writeString(passwords.resolve("admin"), PlainServer.PASSWORD);
    Files.writeString(passwords.resolve("node"), "another of the nodes");
    must(
        List.of(
            "raftarium-node",
            "certs",
            "--cluster",
            cluster.resolve("cluster.yaml").toString(),
            "--folder",
            "/etc/raftarium/certificates"),
        Map.of());
    Map<String, Object> pod =
        map(map(map(documents.getLast().get("spec")).get("template")).get("spec"));
    Map<String, Object> init = first(pod.get("initContainers"));
    Map<String, Object> node = first(pod.get("containers"));
    for (int ordinal = 0; ordinal < 3; ordinal++) {
      Map<String, String> environment =
          Map.of(
              "RAFTARIUM_CLUSTER",
              "/etc/raftarium/cluster/cluster.yaml",
              "RAFTARIUM_ORDINAL",
              Integer.toString(ordinal));
      must(whole(init), environment);
      start(whole(node), environment);
    }
    Map<String, String> environment =
        Map.of("RAFTARIUM_CLUSTER", "/etc/raftarium/cluster/cluster.yaml");
    Until.holds("a leader", () -> run(List.of("raftarium-node", "status"), environment) == 0);
    must(
        List.of("raftarium-node", "submit", "{\"op\":\"put\",\"key\":\"a\",\"value\":1}"),
        environment);
    endAll();
    System.out.println("kubernetes: init-db and serve of three pods");
  }

  /** A thousand runs are for many machines: it is told to end, and what it leaves is a report. */
  private void simulate(Path folder) throws Exception {
    Map<String, Object> job = documents(PACKAGING.resolve("kubernetes/simulate.yaml")).getLast();
    Map<String, Object> pod = map(map(map(job.get("spec")).get("template")).get("spec"));
    Path reports = Files.createDirectories(Path.of("/opt/reports"));
    List<String> command =
        whole(first(pod.get("containers"))).stream()
            .map(word -> word.replace("/reports/", reports + "/"))
            .toList();
    Process runs = start(command, Map.of("JOB_COMPLETION_INDEX", "2"));
    Thread.sleep(12_000);
    runs.destroy();
    assertThat(runs.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(runs.exitValue()).as("stopped, not failed").isIn(130, 143);
    int code =
        run(
            List.of("raftarium-node", "simulate", "--merge", reports.resolve("2.json").toString()),
            Map.of());
    assertThat(code).as("not all runs came to their end").isEqualTo(1);
    System.out.println("simulate: seeds from 2001 on, stopped, merged; " + folder);
  }

  private static List<String> whole(Map<String, Object> container) {
    List<String> command = words(container.get("command"));
    command.addAll(words(container.get("args")));
    return command;
  }

  private static Map<String, Object> first(@Nullable Object list) {
    return map(((List<?>) Objects.requireNonNull(list)).getFirst());
  }

  private static List<String> words(@Nullable Object list) {
    List<String> words = new ArrayList<>();
    ((List<?>) Objects.requireNonNull(list)).forEach(word -> words.add(String.valueOf(word)));
    return words;
  }

  private static Map<String, String> texts(@Nullable Object map) {
    Map<String, String> texts = new java.util.TreeMap<>();
    map(map).forEach((key, value) -> texts.put(key, String.valueOf(value)));
    return texts;
  }

  private ProcessBuilder builder(List<String> command, Map<String, String> environment) {
    // A name is looked up on the path of this program, not on that of the other.
    List<String> whole = new ArrayList<>(command);
    if (whole.getFirst().equals("raftarium-node")) {
      whole.set(0, bin.resolve("raftarium-node").toString());
    }
    ProcessBuilder builder = new ProcessBuilder(whole).inheritIO();
    builder.environment().putAll(environment);
    builder.environment().merge("PATH", bin.toString(), (path, own) -> own + ":" + path);
    return builder;
  }

  private Process start(List<String> command, Map<String, String> environment) throws IOException {
    Process process = builder(command, environment).start();
    running.add(process);
    return process;
  }

  private int run(List<String> command, Map<String, String> environment) throws Exception {
    Process process = builder(command, environment).start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("no end: " + command);
    }
    return process.exitValue();
  }

  private void must(List<String> command, Map<String, String> environment) throws Exception {
    assertThat(run(command, environment)).as("%s", command).isZero();
  }

  private void endAll() throws InterruptedException {
    running.forEach(Process::destroy);
    for (Process process : running) {
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("%s ends", process).isTrue();
    }
    running.clear();
  }

  /** The text of a file, for a message. */
  static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
