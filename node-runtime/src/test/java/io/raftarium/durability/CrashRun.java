package io.raftarium.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.node.NodeListener;
import io.raftarium.node.NodeSettings;
import io.raftarium.node.RaftNode;
import io.raftarium.node.Surroundings;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.StepResult;
import io.raftarium.server.EmbeddedServer;
import io.raftarium.sql.Migration;
import io.raftarium.time.LabClock;
import io.raftarium.time.NodeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Three nodes, each on a server of its own, under load, whose servers are killed and recover. */
final class CrashRun implements AutoCloseable {
  private static final int SIZE = 3;
  private static final int CLIENTS = 4;
  private static final Duration ELECTION = Duration.ofMillis(600);
  private static final Duration HEARTBEAT = Duration.ofMillis(60);
  private static final Duration PROGRESS_LIMIT = Duration.ofSeconds(60);
  private static final String OPTIONS =
      """
      {"election_timeout_ms":600,"heartbeat_interval_ms":60,"snapshot_threshold":500,"snapshot_trailing":100,
       "parallel_append":%s}\
      """;

  private final Random random;
  private final String change;
  private final Path folder;
  private final LabClock clock = new LabClock();
  private final boolean parallelAppend;
  private final Promises transport;
  private final Map<Integer, CrashServer> servers = new TreeMap<>();
  private final Map<Integer, RaftNode> nodes = new ConcurrentHashMap<>();
  private final List<Duration> recoveries = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
  private Writers writers;
  private boolean passed;
  private int kills;
  private int processes;
  private int allAtOnce;

  /**
   * What a run came to.
   *
   * @param kills servers killed
   * @param processes processes that got SIGKILL
   * @param allAtOnce how often all servers died together
   * @param sent writes that clients tried
   * @param acknowledged writes answered "ok"; each was found again
   * @param recovery start of a killed server until it took connections: median and longest
   * @param pause from a kill to the next "ok": median and longest
   */
  record Figures(
      int kills,
      int processes,
      int allAtOnce,
      long sent,
      int acknowledged,
      String recovery,
      String pause) {}

  /**
   * A run that has not begun.
   *
   * @param random draws when and who dies
   * @param parallelAppend whether leaders wait for their disk beside their steps
   * @param change SQL that makes the function another one; empty for none
   */
  CrashRun(Random random, boolean parallelAppend, String change) throws IOException {
    this.random = random;
    this.parallelAppend = parallelAppend;
    this.transport = new Promises(parallelAppend);
    this.change = change;
    Path target = Files.createDirectories(Path.of("target")).toAbsolutePath();
    folder = Files.createTempDirectory(target, "crash-test-");
    this.writers = new Writers(id -> at(nodes, id), SIZE, 0);
  }

  void begin() throws Exception {
    for (int id = 1; id <= SIZE; id++) {
      CrashServer server =
          CrashServer.start(folder.resolve("node" + id), Path.of("target", "programs"));
      servers.put(id, server);
      Migration.migrate(server.server().source(EmbeddedServer.DATABASE, "setup"));
      try (Connection connection = server.server().connect(EmbeddedServer.DATABASE, "setup");
          Statement statement = connection.createStatement()) {
        statement.execute(change);
        statement.execute(
            String.format(
                Locale.ROOT,
                "select raft.create_node(%d, '{1,2,3}', '{}', '" + OPTIONS + "')",
                id,
                parallelAppend));
      }
      assertThat(server.server().durableSettings()).containsEntry("fsync", "on");
      server.open();
      nodes.put(id, startNode(id));
    }
    writers = new Writers(id -> at(nodes, id), SIZE, CLIENTS);
    writers.awaitMore(10, PROGRESS_LIMIT);
  }

  int kills() {
    return kills;
  }

  /** Lets the load run on for a random while, kills some servers, and looks at what recovers. */
  void crashAndRecover(boolean all) throws Exception {
    pass(Duration.ofMillis(random.nextInt(20, 1_000)));
    List<Integer> victims = victims(all);
    // Sometimes the node's process dies with its server, sometimes it lives and connects anew.
    boolean withProcess = random.nextBoolean();
    long begin = System.nanoTime();
    for (int id : victims) {
      processes += at(servers, id).kill();
      kills++;
    }
    for (int id : victims) {
      at(servers, id).bury();
    }
    if (withProcess) {
      victims.forEach(id -> at(nodes, id).kill());
    }
    recover(victims);
    // No node has touched the recovered rows yet: the servers are not open.
    checkRows(victims);
    victims.forEach(id -> at(servers, id).open());
    for (int id : servers.keySet()) {
      if (at(nodes, id).life() != RaftNode.Life.RUNNING) {
        nodes.put(id, startNode(id));
      }
    }
    writers.awaitMore(1, PROGRESS_LIMIT);
    pauses.add(Duration.ofNanos(System.nanoTime() - begin));
    writers.awaitMore(5, PROGRESS_LIMIT);
  }

  private void recover(List<Integer> victims) throws Exception {
    List<Future<Duration>> starts = new ArrayList<>();
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int id : victims) {
        starts.add(all.submit(() -> at(servers, id).recover()));
      }
    }
    for (Future<Duration> start : starts) {
      recoveries.add(start.get());
    }
  }

  private List<Integer> victims(boolean all) {
    List<Integer> victims = new ArrayList<>(servers.keySet());
    Collections.shuffle(victims, random);
    int draw = random.nextInt(10);
    int count = all || draw < 2 ? SIZE : draw < 4 ? 2 : 1;
    if (count == SIZE) {
      allAtOnce++;
    }
    return victims.subList(0, count);
  }

  private void checkRows(List<Integer> victims) throws SQLException {
    // Before the rows are read: all that was acknowledged until now must be in them.
    Map<Long, String> acknowledged = writers.acknowledged();
    Map<Integer, NodeRows> rows = rows();
    for (int id : victims) {
      at(rows, id).check(id);
      transport.check(id, at(rows, id));
    }
    acknowledged.forEach((index, key) -> {
      long holders = rows.values().stream().filter(node -> node.holds(index, key)).count();
      assertThat(holders)
          .as("nodes that hold entry %s = %s, which was acknowledged", index, key)
          .isGreaterThan(SIZE / 2);
    });
  }

  private Map<Integer, NodeRows> rows() throws SQLException {
    Map<Integer, NodeRows> rows = new TreeMap<>();
    for (Map.Entry<Integer, CrashServer> each : servers.entrySet()) {
      try (Connection connection =
          each.getValue().server().connect(EmbeddedServer.DATABASE, "check")) {
        rows.put(each.getKey(), NodeRows.read(connection, each.getKey()));
      }
    }
    return rows;
  }

  /** Stops the load, lets the nodes agree and compares them. */
  Figures end() throws Exception {
    writers.close();
    Map<Long, String> acknowledged = writers.acknowledged();
    long deadline = System.nanoTime() + PROGRESS_LIMIT.toNanos();
    Map<Integer, NodeRows> rows = rows();
    while (rows.values().stream().map(NodeRows::lastApplied).distinct().count() > 1
        || rows.values().stream().anyMatch(node -> node.lastApplied() < node.lastLogIndex())) {
      assertThat(System.nanoTime()).as("the nodes agree in time: %s", rows).isLessThan(deadline);
      pass(HEARTBEAT);
      rows = rows();
    }
    for (Map.Entry<Integer, NodeRows> node : rows.entrySet()) {
      node.getValue().check(node.getKey());
      assertThat(node.getValue().keys()).isEqualTo(at(rows, 1).keys());
      acknowledged.forEach((index, key) ->
          assertThat(node.getValue().keys().get(key))
              .as("entry %s at node %s", key, node.getKey())
              .isEqualTo(index));
    }
    assertThat(failures).as("what the function refused").isEmpty();
    passed = true;
    return new Figures(
        kills,
        processes,
        allAtOnce,
        writers.sent(),
        acknowledged.size(),
        spread(recoveries),
        spread(pauses));
  }

  private RaftNode startNode(int id) {
    return RaftNode.start(
        id,
        new Surroundings(
            at(servers, id),
            transport,
            new NodeClock(clock),
            new NodeListener() {
              @Override
              public void stepped(int node, Event event, StepResult result) {}

              @Override
              public void reconnected(int node, boolean committed) {}

              @Override
              public void refused(int node, String type, String why) {
                failures.add("node " + node + " refused " + type + ": " + why);
              }

              @Override
              public void failed(int node, String why) {
                // A process gives up in the end where its server stays down; another one takes
                // over.
                if (!why.contains(CrashServer.DOWN)) {
                  failures.add("node " + node + " failed: " + why);
                }
              }
            }),
        new NodeSettings(ELECTION, HEARTBEAT, 64, random.nextLong()));
  }

  /** Lets time pass, as part of what the test does; nothing is waited for. */
  private static void pass(Duration time) throws InterruptedException {
    boolean _ = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static <T> T at(Map<Integer, T> map, int id) {
    return Objects.requireNonNull(map.get(id));
  }

  private static String spread(List<Duration> times) {
    List<Duration> sorted = times.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "median %d ms, longest %d ms",
        sorted.get(sorted.size() / 2).toMillis(),
        sorted.get(sorted.size() - 1).toMillis());
  }

  @Override
  public void close() throws IOException {
    writers.close();
    nodes.values().forEach(RaftNode::close);
    servers.values().forEach(CrashServer::close);
    clock.close();
    // What failed is kept for a look.
    if (passed) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
