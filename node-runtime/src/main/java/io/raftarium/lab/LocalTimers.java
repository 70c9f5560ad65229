package io.raftarium.lab;

import io.raftarium.node.RaftNode;
import io.raftarium.time.LabClock;
import io.raftarium.time.LabTime;
import io.raftarium.view.Deed;
import io.raftarium.view.OwnTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The timers and clocks of nodes whose processes run in this one. */
final class LocalTimers implements Lab.Timers {
  /** Until timers fire together: long enough to be seen. */
  private static final Duration SOON = Duration.ofMillis(100);

  private final Nodes nodes;
  private final LabClock clock;
  private final Supplier<LabOptions> options;
  private final Telling telling;
  private final Verbs verbs;

  LocalTimers(
      Nodes nodes, LabClock clock, Supplier<LabOptions> options, Telling telling, Verbs verbs) {
    this.nodes = nodes;
    this.clock = clock;
    this.options = options;
    this.telling = telling;
    this.verbs = verbs;
  }

  @Override
  public void align(Set<Integer> chosen) {
    verbs.run(() -> {
      LabTime moment = clock.time().plus(SOON.toNanos());
      TreeSet<Integer> done = new TreeSet<>();
      for (RaftNode node : timed(chosen)) {
        if (node.electionSurelyAt(moment)) {
          done.add(node.id());
        }
      }
      telling.told(new Deed.TimersAligned(some(done), SOON));
    });
  }

  @Override
  public void spread(Set<Integer> chosen) {
    verbs.run(() -> {
      long timeout = options.get().electionTimeout().toNanos();
      List<RaftNode> all = timed(chosen);
      long apart = timeout / Math.max(1, all.size());
      LabTime first = clock.time().plus(timeout);
      TreeSet<Integer> done = new TreeSet<>();
      for (RaftNode node : all) {
        if (node.electionAt(first.plus(apart * done.size()))) {
          done.add(node.id());
        }
      }
      telling.told(new Deed.TimersSpread(some(done), Duration.ofNanos(apart)));
    });
  }

  /** Those that have an election timer. */
  private List<RaftNode> timed(Set<Integer> chosen) {
    List<RaftNode> timed = new ArrayList<>();
    for (int id : new TreeSet<>(chosen)) {
      RaftNode node = nodes.known(id);
      if (node.life() == RaftNode.Life.RUNNING && node.election() != null) {
        timed.add(node);
      }
    }
    return timed;
  }

  private static SortedSet<Integer> some(SortedSet<Integer> done) {
    if (done.isEmpty()) {
      throw new LabException("None of these nodes has an election timer that runs.");
    }
    return Collections.unmodifiableSortedSet(done);
  }

  @Override
  public void clockRate(int node, double rate) {
    verbs.run(() -> {
      OwnTime _ = nodes.own(nodes.known(node).id()).with(rate);
      nodes.clock(node).rate(rate);
      telling.told(new Deed.ClockRate(node, rate));
    });
  }

  @Override
  public void jump(int node, Duration by) {
    verbs.run(() -> {
      nodes.clock(nodes.known(node).id()).jump(by);
      telling.told(new Deed.ClockJumped(node, by));
    });
  }

  @Override
  public void electionRange(int node, OwnTime.@Nullable Range range) {
    verbs.run(() -> {
      nodes.electionRange(node, range);
      telling.told(new Deed.ElectionRange(node, range));
    });
  }
}
