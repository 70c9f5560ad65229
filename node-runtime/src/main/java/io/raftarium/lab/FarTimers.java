package io.raftarium.lab;

import io.raftarium.view.Deed;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.OwnTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The timers and clocks of nodes in programs of their own, as far as their operator reaches. */
record FarTimers(FarNodes nodes, FarProcesses processes, FarTelling telling) implements Lab.Timers {
  /** All at once, as exactly as the network lets it. */
  @Override
  public void align(Set<Integer> chosen) {
    TreeSet<Integer> all = new TreeSet<>();
    for (int node : chosen) {
      NodeStatus process = processes.of(node);
      if (process.state() == NodeStatus.State.RUNNING && process.election() != null) {
        all.add(node);
      }
    }
    if (all.isEmpty()) {
      throw new LabException("None of these nodes has an election timer that runs.");
    }
    try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Void>> acts = new ArrayList<>();
      all.forEach(node -> acts.add(CompletableFuture.runAsync(() -> nodes.timeOut(node), each)));
      acts.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      if (e.getCause() instanceof LabException known) {
        throw known;
      }
      throw e;
    }
    telling.told(new Deed.TimersAligned(Collections.unmodifiableSortedSet(all), Duration.ZERO));
  }

  @Override
  public void spread(Set<Integer> chosen) {
    throw elsewhere("their timers cannot be set from here");
  }

  @Override
  public void clockRate(int node, double rate) {
    throw elsewhere("their clocks can jump, but not run faster or slower");
  }

  @Override
  public void jump(int node, Duration by) {
    NodeStatus _ = processes.reached(node);
    nodes.jump(node, by);
    telling.told(new Deed.ClockJumped(node, by));
  }

  @Override
  public void electionRange(int node, OwnTime.@Nullable Range range) {
    throw elsewhere("their election timeout is that of their databases");
  }

  private static LabException elsewhere(String why) {
    return new LabException("The nodes of this cluster are programs of their own; " + why + ".");
  }
}
