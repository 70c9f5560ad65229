package io.raftarium.bench;

import io.raftarium.lab.LabException;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Reply;
import io.raftarium.protocol.Session;
import io.raftarium.remote.ClusterClient;
import io.raftarium.remote.NodeReport;
import io.raftarium.remote.OwnCluster;
import io.raftarium.remote.OwnPlan;
import io.raftarium.remote.RemoteNodes;
import io.raftarium.server.Folders;
import io.raftarium.site.SiteException;
import io.raftarium.time.LabClock;
import io.raftarium.view.Ask;
import io.raftarium.view.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A cluster of programs of their own in a temporary folder, with a PostgreSQL each that waits for
 * the disk, asked over gRPC; nobody watches.
 */
public final class ProcessesTarget implements Target {
  private static final Duration LEADER_LIMIT = Duration.ofSeconds(40);
  private static final Duration LOOK_LIMIT = Duration.ofSeconds(2);
  private static final long LOOK_MILLIS = 20;

  private final Path folder;
  private final OwnCluster cluster;
  private final LabClock clock;
  private final RemoteNodes nodes;
  private final ClusterClient operator;
  private final List<Integer> ids;
  private final AtomicLong requests = new AtomicLong();
  private volatile int leader;
  private @Nullable Integer killed;

  private ProcessesTarget(Path folder, OwnCluster cluster, LabClock clock) throws SiteException {
    this.folder = folder;
    this.cluster = cluster;
    this.clock = clock;
    this.nodes = new RemoteNodes(cluster.file(), OwnCluster.OPERATOR, clock);
    this.operator = new ClusterClient(cluster.file(), OwnCluster.OPERATOR);
    this.ids = List.copyOf(nodes.ids());
    this.leader = ids.getFirst();
  }

  /**
   * Starts nodes and waits for their leader.
   *
   * @param parallelAppend whether a leader waits for its disk beside its steps
   */
  public static ProcessesTarget start(int count, boolean parallelAppend)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("raftarium-bench");
    OwnCluster cluster = null;
    try {
      cluster =
          OwnCluster.run(
              folder,
              folder.resolve("programs"),
              new OwnPlan("bench", count, true, true, true, parallelAppend),
              (text, done) -> {});
      ProcessesTarget target = new ProcessesTarget(folder, cluster, new LabClock());
      target.awaitLeader();
      return target;
    } catch (SiteException e) {
      close(cluster, folder);
      throw new LabException(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException | InterruptedException e) {
      close(cluster, folder);
      throw e;
    }
  }

  private static void close(@Nullable OwnCluster cluster, Path folder) throws IOException {
    if (cluster != null) {
      cluster.close();
    }
    Folders.delete(folder);
  }

  @Override
  public String name() {
    return ids.size() + " processes over gRPC, each on " + cluster.database();
  }

  @Override
  public CompletableFuture<Boolean> write(long number) {
    return ask(
        new Ask.Write(Command.put(Bench.key(number), JsonNodeFactory.instance.numberNode(number))));
  }

  @Override
  public CompletableFuture<Boolean> read(long number) {
    return ask(new Ask.Read(Bench.key(number)));
  }

  private CompletableFuture<Boolean> ask(Ask ask) {
    int node = leader;
    Submission submission =
        new Submission(
            "b" + requests.incrementAndGet(),
            ask,
            node,
            Instant.now(),
            Submission.Outcome.WAITING,
            Duration.ZERO);
    return nodes
        .ask(node, submission, Session.NONE)
        .thenApply(reply -> {
          if (reply.status() != Reply.Status.OK && node == leader) {
            Integer hint = reply.leader();
            leader =
                hint != null && hint != node ? hint : ids.get((ids.indexOf(node) + 1) % ids.size());
          }
          return reply.status() == Reply.Status.OK;
        });
  }

  @Override
  public void awaitLeader() throws InterruptedException {
    long deadline = System.nanoTime() + LEADER_LIMIT.toNanos();
    while (System.nanoTime() - deadline < 0) {
      List<NodeReport> reports = new ArrayList<>();
      for (int id : ids) {
        Optional<NodeReport> report = operator.status(id, LOOK_LIMIT);
        report.ifPresent(reports::add);
      }
      Optional<NodeReport> leads =
          reports.stream().filter(report -> report.leads() && report.commitIndex() > 0).findFirst();
      if (reports.size() == ids.size()
          && leads.isPresent()
          && reports.stream()
              .allMatch(report ->
                  report.term() == leads.get().term() && report.leader() == leads.get().node())) {
        leader = leads.get().node();
        return;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    throw new LabException("No leader that all follow within " + LEADER_LIMIT.toSeconds() + " s.");
  }

  @Override
  public void killLeader() {
    killed = leader;
    cluster.kill(leader);
  }

  @Override
  public void heal() throws InterruptedException {
    Integer node = killed;
    if (node != null) {
      cluster.start(node);
      killed = null;
    }
    awaitLeader();
  }

  @Override
  public void close() throws IOException {
    nodes.close();
    operator.close();
    clock.close();
    close(cluster, folder);
  }
}
