package io.raftarium.lab;

import io.raftarium.time.LabClock;
import io.raftarium.view.ClusterView;
import io.raftarium.view.NodeView;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Waits for something without waiting: the laboratory's time is moved on from alarm to alarm, and
 * stands still once it has happened, however slow the clock was.
 */
final class Search {
  private static final Duration QUIET = Duration.ofMillis(25);
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(2);
  private static final long LOOK_MILLIS = 5;

  private final Until what;
  private final int node;
  private final LabClock clock;
  private final Lab.Cluster cluster;
  private final Lab.Network network;
  private final BooleanSupplier settled;

  Search(
      Until what,
      int node,
      LabClock clock,
      Lab.Cluster cluster,
      Lab.Network network,
      BooleanSupplier settled) {
    this.what = what;
    this.node = node;
    this.clock = clock;
    this.cluster = cluster;
    this.network = network;
    this.settled = settled;
  }

  /** Moves the time on until it has happened, and leaves it stopped; whether it has. */
  boolean run(BooleanSupplier goOn) {
    clock.pause();
    try {
      settle();
      long before = count();
      long end = clock.now() + Until.LAB_LIMIT.toNanos();
      while (goOn.getAsBoolean() && clock.paused()) {
        long next = nextAlarm(end);
        if (next > end) {
          return false;
        }
        clock.advance(Duration.ofNanos(Math.max(0, next - clock.now())));
        settle();
        if (count() > before) {
          return true;
        }
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** On a busy machine a node may need a while to set its next alarm after it took the last one. */
  private long nextAlarm(long end) throws InterruptedException {
    long limit = System.nanoTime() + SETTLE_LIMIT.toNanos();
    long next = clock.nextAlarm();
    while (next > end && System.nanoTime() < limit) {
      Thread.sleep(LOOK_MILLIS);
      next = clock.nextAlarm();
    }
    return next;
  }

  /** What rises when it happens. */
  private long count() {
    ClusterView view = cluster.view();
    return switch (what) {
      case MESSAGE -> lastMessage();
      case STEP ->
          view.nodes().values().stream()
              .filter(each -> node == 0 || each.id() == node)
              .mapToLong(NodeView::version)
              .sum();
      case COMMIT -> view.nodes().values().stream().mapToLong(NodeView::commitIndex).sum();
      case ELECTION -> {
        NodeView leader = view.leader();
        yield 2 * view.highestTerm()
            + (leader != null && leader.currentTerm() == view.highestTerm() ? 1 : 0);
      }
    };
  }

  private long lastMessage() {
    List<WireMessage> wire = network.wire();
    return wire.stream().mapToLong(WireMessage::number).max().orElse(0);
  }

  /** What was due has been taken, committed, read and answered when nothing changes any more. */
  private void settle() throws InterruptedException {
    long limit = System.nanoTime() + SETTLE_LIMIT.toNanos();
    long quietSince = System.nanoTime();
    List<Long> seen = List.of();
    while ((System.nanoTime() - quietSince < QUIET.toNanos() || !settled.getAsBoolean())
        && System.nanoTime() < limit) {
      List<Long> now =
          List.of(
              cluster.view().number(),
              lastMessage(),
              clock.nextAlarm(),
              network.wire().stream().filter(m -> m.fate() == WireMessage.Fate.FLYING).count());
      if (!now.equals(seen)) {
        seen = now;
        quietSince = System.nanoTime();
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }
}
