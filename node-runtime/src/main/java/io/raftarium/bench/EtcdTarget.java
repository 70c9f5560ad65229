package io.raftarium.bench;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.maintenance.StatusResponse;
import io.raftarium.lab.LabException;
import io.raftarium.server.Folders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An etcd cluster: a process a node, on loopback, with the timeouts of our nodes and a folder of
 * its own, asked by its own client at its leader.
 */
public final class EtcdTarget implements Target {
  private static final Duration LEADER_LIMIT = Duration.ofSeconds(30);
  private static final long STATUS_MILLIS = 500;
  private static final long END_SECONDS = 10;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  /** One process and who asks it. */
  private static final class Member {
    final String name;
    final int clientPort;
    final int peerPort;
    @Nullable Process process;
    @Nullable Client client;

    Member(String name, int clientPort, int peerPort) {
      this.name = name;
      this.clientPort = clientPort;
      this.peerPort = peerPort;
    }
  }

  private final Path program;
  private final Path folder;
  private final String version;
  private final List<Member> members;
  private final AtomicInteger next = new AtomicInteger();
  private volatile @Nullable Member leader;

  private EtcdTarget(Path program, Path folder, String version, List<Member> members) {
    this.program = program;
    this.folder = folder;
    this.version = version;
    this.members = members;
  }

  /**
   * Starts the processes and waits for their leader.
   *
   * @param program the etcd program
   */
  public static EtcdTarget start(Path program, int nodes) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("raftarium-bench-etcd");
    EtcdTarget target;
    try {
      target = new EtcdTarget(program, folder, versionOf(program, folder), members(nodes));
    } catch (IOException | RuntimeException | InterruptedException e) {
      Folders.delete(folder);
      throw e;
    }
    try {
      for (Member member : target.members) {
        target.launch(member);
      }
      target.awaitLeader();
      return target;
    } catch (IOException | RuntimeException | InterruptedException e) {
      target.close();
      throw e;
    }
  }

  private static List<Member> members(int nodes) throws IOException {
    List<ServerSocket> free = new ArrayList<>();
    try {
      for (int i = 0; i < 2 * nodes; i++) {
        free.add(new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK)));
      }
      return IntStream.range(0, nodes)
          .mapToObj(i ->
              new Member(
                  "n" + (i + 1),
                  free.get(2 * i).getLocalPort(),
                  free.get(2 * i + 1).getLocalPort()))
          .toList();
    } finally {
      for (ServerSocket socket : free) {
        socket.close();
      }
    }
  }

  private static String versionOf(Path program, Path folder)
      throws IOException, InterruptedException {
    Path answer = folder.resolve("version");
    Process process =
        new ProcessBuilder(program.toString(), "--version")
            .redirectErrorStream(true)
            .redirectOutput(answer.toFile())
            .start();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    String first = Files.readString(answer).lines().findFirst().orElse("");
    if (!first.startsWith("etcd Version: ")) {
      throw new LabException(program + " is no etcd: it does not tell its version.");
    }
    return first.substring("etcd Version: ".length());
  }

  private void launch(Member member) throws IOException {
    String host = "http://127.0.0.1:";
    String cluster =
        members.stream()
            .map(m -> m.name + "=" + host + m.peerPort)
            .collect(Collectors.joining(","));
    member.process =
        new ProcessBuilder(
                program.toString(),
                "--name=" + member.name,
                "--data-dir=" + folder.resolve(member.name),
                "--listen-client-urls=" + host + member.clientPort,
                "--advertise-client-urls=" + host + member.clientPort,
                "--listen-peer-urls=" + host + member.peerPort,
                "--initial-advertise-peer-urls=" + host + member.peerPort,
                "--initial-cluster=" + cluster,
                "--initial-cluster-state=new",
                "--heartbeat-interval=100",
                "--election-timeout=1000")
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve(member.name + ".log").toFile()))
            .start();
    Client old = member.client;
    if (old != null) {
      old.close();
    }
    member.client =
        Client.builder().endpoints(host + member.clientPort).waitForReady(false).build();
  }

  @Override
  public String name() {
    return "etcd " + version;
  }

  @Override
  public CompletableFuture<Boolean> write(long number) {
    return ask(client -> client.getKVClient().put(bytes(Bench.key(number)), bytes("" + number)));
  }

  @Override
  public CompletableFuture<Boolean> read(long number) {
    return ask(client -> client.getKVClient().get(bytes(Bench.key(number))));
  }

  private interface Asking {
    CompletableFuture<?> of(Client client);
  }

  /** Asks the leader, or one after the other while nobody knows it. */
  private CompletableFuture<Boolean> ask(Asking asking) {
    Member member = leader;
    for (int i = 0; member == null && i < members.size(); i++) {
      Member other = members.get(next.getAndIncrement() % members.size());
      member = alive(other) ? other : null;
    }
    Client client = member == null ? null : member.client;
    return client == null
        ? CompletableFuture.completedFuture(false)
        : asking.of(client).thenApply(_ -> true);
  }

  private static boolean alive(Member member) {
    Process process = member.process;
    return process != null && process.isAlive();
  }

  private static ByteSequence bytes(String text) {
    return ByteSequence.from(text, StandardCharsets.UTF_8);
  }

  @Override
  public void awaitLeader() throws InterruptedException {
    long end = System.nanoTime() + LEADER_LIMIT.toNanos();
    while (System.nanoTime() < end) {
      Member found = null;
      long known = 0;
      int agreed = 0;
      for (Member member : members) {
        StatusResponse status = status(member);
        if (status != null && status.getLeader() != 0) {
          agreed += known == 0 || status.getLeader() == known ? 1 : 0;
          known = status.getLeader();
          found = status.getHeader().getMemberId() == known ? member : found;
        }
      }
      if (found != null && agreed == members.size()) {
        leader = found;
        return;
      }
      Thread.sleep(50);
    }
    throw new LabException(
        "etcd has no leader that all follow within " + LEADER_LIMIT.toSeconds() + " s.");
  }

  private static @Nullable StatusResponse status(Member member) throws InterruptedException {
    Client client = member.client;
    if (client == null || !alive(member)) {
      return null;
    }
    try {
      return client
          .getMaintenanceClient()
          .statusMember("http://127.0.0.1:" + member.clientPort)
          .get(STATUS_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return null;
    }
  }

  @Override
  public void killLeader() throws InterruptedException {
    Member member = leader;
    Process process = member == null ? null : member.process;
    if (process == null) {
      throw new LabException("No member of etcd leads, so that no leader can be killed.");
    }
    leader = null;
    process.destroyForcibly();
    process.waitFor(END_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void heal() throws IOException, InterruptedException {
    for (Member member : members) {
      if (!alive(member)) {
        launch(member);
      }
    }
    awaitLeader();
  }

  @Override
  public void close() throws IOException {
    for (Member member : members) {
      Client client = member.client;
      if (client != null) {
        client.close();
      }
      Process process = member.process;
      if (process != null) {
        process.destroyForcibly();
        try {
          process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
    Folders.delete(folder);
  }
}
