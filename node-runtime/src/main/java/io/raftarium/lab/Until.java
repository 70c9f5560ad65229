package io.raftarium.lab;

import io.raftarium.time.LabClock;
import io.raftarium.view.ClusterView;
import io.raftarium.view.NodeView;
import io.raftarium.view.WireMessage;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Something to wait for without waiting: the laboratory's time is moved on from alarm to alarm, and
 * stands still once it has happened, however slow the clock was.
 */
public enum Until {
  /** A message is sent. */
  MESSAGE,
  /** A node takes its next step that changes something. */
  STEP,
  /** A node learns that an entry is committed. */
  COMMIT,
  /** A node enters a new term, or a leader is elected. */
  ELECTION;

  /** How much laboratory time is moved on at most. */
  public static final Duration LAB_LIMIT = Duration.ofSeconds(60);

  private static final Duration QUIET = Duration.ofMillis(25);
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(2);
  private static final long LOOK_MILLIS = 5;

  /**
   * Moves the time on until it has happened, and leaves it stopped. Blocks.
   *
   * @param node whose step it is; 0 for any node's
   * @param goOn asked between alarms; false ends it
   * @return whether it has happened
   */
  public boolean run(Lab lab, int node, BooleanSupplier goOn) {
    LabClock clock = lab.clock();
    clock.pause();
    try {
      settle(lab);
      long before = count(lab, node);
      long end = clock.now() + LAB_LIMIT.toNanos();
      while (goOn.getAsBoolean() && clock.paused()) {
        long next = nextAlarm(clock, end);
        if (next > end) {
          return false;
        }
        clock.advance(Duration.ofNanos(Math.max(0, next - clock.now())));
        settle(lab);
        if (count(lab, node) > before) {
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
  private static long nextAlarm(LabClock clock, long end) throws InterruptedException {
    long limit = System.nanoTime() + SETTLE_LIMIT.toNanos();
    long next = clock.nextAlarm();
    while (next > end && System.nanoTime() < limit) {
      Thread.sleep(LOOK_MILLIS);
      next = clock.nextAlarm();
    }
    return next;
  }

  /** What rises when it happens. */
  private long count(Lab lab, int node) {
    ClusterView view = lab.view();
    return switch (this) {
      case MESSAGE -> lastMessage(lab);
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

  private static long lastMessage(Lab lab) {
    List<WireMessage> wire = lab.wire();
    return wire.stream().mapToLong(WireMessage::number).max().orElse(0);
  }

  /** What was due has been taken, committed, read and answered when nothing changes any more. */
  private static void settle(Lab lab) throws InterruptedException {
    long limit = System.nanoTime() + SETTLE_LIMIT.toNanos();
    long quietSince = System.nanoTime();
    List<Long> seen = List.of();
    while (System.nanoTime() - quietSince < QUIET.toNanos() && System.nanoTime() < limit) {
      List<Long> now =
          List.of(
              lab.view().number(),
              lastMessage(lab),
              lab.clock().nextAlarm(),
              lab.wire().stream().filter(m -> m.fate() == WireMessage.Fate.FLYING).count());
      if (!now.equals(seen)) {
        seen = now;
        quietSince = System.nanoTime();
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }
}
