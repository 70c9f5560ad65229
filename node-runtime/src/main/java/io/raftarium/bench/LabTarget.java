package io.raftarium.bench;

import io.raftarium.lab.LabException;
import io.raftarium.lab.LabOptions;
import io.raftarium.lab.LocalLab;
import io.raftarium.protocol.Command;
import io.raftarium.record.Waterfall;
import io.raftarium.server.Folders;
import io.raftarium.view.ClusterView;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A cluster of its own in a temporary folder, as the desktop has it: one embedded server that waits
 * for the disk, a follower that reads every change, promises watched, everything on the tape.
 */
public final class LabTarget implements Target {
  private static final Duration LEADER_LIMIT = Duration.ofSeconds(30);
  private static final long ANSWER_SECONDS = 20;

  private final Path folder;
  private final LocalLab lab;
  private @Nullable Integer killed;

  private LabTarget(Path folder, LocalLab lab) {
    this.folder = folder;
    this.lab = lab;
  }

  /**
   * Starts nodes and waits for their leader.
   *
   * @param parallelAppend whether a leader waits for its disk beside its steps
   */
  public static LabTarget start(int nodes, boolean parallelAppend)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("raftarium-bench");
    LocalLab lab = null;
    try {
      lab =
          LocalLab.openBeside(
              LabOptions.in(folder).withParallelAppend(parallelAppend), (what, share) -> {});
      LabTarget target = new LabTarget(folder, lab);
      lab.cluster().start(nodes);
      target.awaitLeader();
      return target;
    } catch (RuntimeException | InterruptedException e) {
      if (lab != null) {
        lab.close();
      }
      Folders.delete(folder);
      throw e;
    }
  }

  @Override
  public String name() {
    return lab.database();
  }

  @Override
  public CompletableFuture<Boolean> write(long number) {
    return submit(number).thenApply(LabTarget::ok);
  }

  /** Puts a value; what became of it, with its way. */
  CompletableFuture<Submission> submit(long number) {
    return lab.client()
        .submit(
            OptionalInt.empty(),
            Command.put(Bench.key(number), JsonNodeFactory.instance.numberNode(number)));
  }

  /** Where the time of writes of a single client goes, one after the other. */
  public List<Waterfall> waterfalls(int writes) throws InterruptedException {
    List<Waterfall> found = new ArrayList<>();
    for (int i = 0; i < writes; i++) {
      try {
        Submission write = submit(i).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        Waterfall.of(lab.tape(), write).ifPresent(found::add);
      } catch (ExecutionException | TimeoutException e) {
        // One that was not answered has no way to be told.
      }
    }
    return found;
  }

  @Override
  public CompletableFuture<Boolean> read(long number) {
    return lab.client().read(OptionalInt.empty(), Bench.key(number)).thenApply(LabTarget::ok);
  }

  private static boolean ok(Submission submission) {
    return submission.status() == Submission.Status.OK;
  }

  @Override
  public void awaitLeader() throws InterruptedException {
    Predicate<ClusterView> followed =
        view -> {
          NodeView leader = view.leader();
          return leader != null
              && leader.commitIndex() > 0
              && view.nodes().values().stream()
                  .allMatch(node ->
                      node.currentTerm() == leader.currentTerm()
                          && Integer.valueOf(leader.id()).equals(node.leaderId()));
        };
    if (!lab.observer().await(LEADER_LIMIT, followed)) {
      throw new LabException(
          "No leader that all follow within " + LEADER_LIMIT.toSeconds() + " s.");
    }
  }

  @Override
  public void killLeader() {
    NodeView leader = lab.cluster().view().leader();
    if (leader == null) {
      throw new LabException("No node leads, so that no leader can be killed.");
    }
    killed = leader.id();
    lab.cluster().kill(leader.id());
  }

  @Override
  public void heal() throws InterruptedException {
    Integer node = killed;
    if (node != null) {
      lab.cluster().restart(node);
      killed = null;
    }
    awaitLeader();
  }

  @Override
  public void close() throws IOException {
    lab.close();
    Folders.delete(folder);
  }
}
