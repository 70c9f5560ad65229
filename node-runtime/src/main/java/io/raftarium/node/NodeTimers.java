package io.raftarium.node;

import io.raftarium.node.Mailbox.Item;
import io.raftarium.node.Mailbox.Timer;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabTime;
import io.raftarium.time.NodeClock;
import io.raftarium.view.OwnTime;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A node's two timers: a random election timeout (section 5.2) and, for a leader, the heartbeat.
 * What fires goes to the mailbox and counts only until the timer is armed anew or stopped.
 */
final class NodeTimers {
  /** The arming of a timeout that the operator asked for: it always counts. */
  static final long FORCED = -1;

  private final NodeClock clock;
  private final Mailbox mailbox;
  private final long electionTimeout;
  private final long heartbeatInterval;
  private final Random random;
  private final ReentrantLock lock = new ReentrantLock();
  private NodeClock.@Nullable Alarm election;
  private NodeClock.@Nullable Alarm heartbeat;
  private long electionArming;
  private long heartbeatArming;
  private boolean heartbeatWaits;
  private LabTime electionFrom = LabTime.START;

  /** Fires whatever resets the election timer until then; null where nobody asked for it. */
  private NodeClock.@Nullable Alarm aligned;

  /** From which the election timeout is drawn; null for [t, 2t). */
  private OwnTime.@Nullable Range range;

  NodeTimers(NodeClock clock, Mailbox mailbox, NodeSettings settings) {
    this.clock = clock;
    this.mailbox = mailbox;
    this.electionTimeout = settings.electionTimeout().toNanos();
    this.heartbeatInterval = settings.heartbeatInterval().toNanos();
    this.random = new Random(settings.seed());
    this.range = settings.range();
  }

  /** Arms the election timer with a fresh draw from [t, 2t), or from the node's own range. */
  void resetElection() {
    lock.lock();
    try {
      armElection(drawn());
    } finally {
      lock.unlock();
    }
  }

  private long drawn() {
    OwnTime.Range own = range;
    long least = own == null ? electionTimeout : own.least().toNanos();
    long most = own == null ? 2 * electionTimeout : own.most().toNanos();
    return least + (long) (random.nextDouble() * (most - least));
  }

  /** Draws election timeouts from a range from now on; null for [t, 2t). */
  void range(OwnTime.@Nullable Range newRange) {
    lock.lock();
    try {
      range = newRange;
      if (election != null) {
        armElection(drawn());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets the election timer that runs fire at a moment; false where none runs. */
  boolean electionAt(LabTime moment) {
    lock.lock();
    try {
      if (election == null) {
        return false;
      }
      armElection(clock.until(moment));
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The same, whatever the node hears until then. */
  boolean electionSurelyAt(LabTime moment) {
    lock.lock();
    try {
      if (election == null) {
        return false;
      }
      stopAligned();
      electionFrom = clock.time();
      aligned =
          clock.schedule(
              clock.until(moment),
              () -> {
                boolean _ = mailbox.add(new Item.Timeout(Timer.ELECTION, FORCED));
                stopAligned();
              });
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void stopAligned() {
    lock.lock();
    try {
      if (aligned != null) {
        aligned.cancel();
        aligned = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets timers run on that ran before; null where one did not. */
  void goOn(@Nullable Countdown electionBefore, @Nullable Countdown heartbeatBefore) {
    lock.lock();
    try {
      if (electionBefore != null) {
        armElection(clock.until(electionBefore.end()));
        electionFrom = electionBefore.start();
      }
      if (heartbeatBefore != null) {
        stopHeartbeat();
        long end = clock.now() + clock.until(heartbeatBefore.end());
        scheduleHeartbeat(heartbeatArming, end - heartbeatInterval);
      }
    } finally {
      lock.unlock();
    }
  }

  private void armElection(long delay) {
    stopElection();
    long arming = electionArming;
    electionFrom = clock.time();
    election =
        clock.schedule(
            delay,
            () -> {
              boolean _ = mailbox.add(new Item.Timeout(Timer.ELECTION, arming));
            });
  }

  void stopElection() {
    lock.lock();
    try {
      electionArming++;
      if (election != null) {
        election.cancel();
        election = null;
      }
    } finally {
      lock.unlock();
    }
  }

  void startHeartbeat() {
    lock.lock();
    try {
      stopHeartbeat();
      scheduleHeartbeat(heartbeatArming, clock.now());
    } finally {
      lock.unlock();
    }
  }

  void stopHeartbeat() {
    lock.lock();
    try {
      heartbeatArming++;
      heartbeatWaits = false;
      if (heartbeat != null) {
        heartbeat.cancel();
        heartbeat = null;
      }
    } finally {
      lock.unlock();
    }
  }

  void stopAll() {
    stopAligned();
    stopElection();
    stopHeartbeat();
  }

  /** Whether a timeout taken from the mailbox still counts; ask once. */
  boolean counts(Item.Timeout timeout) {
    lock.lock();
    try {
      return switch (timeout.timer()) {
        case ELECTION -> timeout.arming() == FORCED || timeout.arming() == electionArming;
        case HEARTBEAT -> {
          boolean current = timeout.arming() == heartbeatArming;
          if (current) {
            heartbeatWaits = false;
          }
          yield current;
        }
      };
    } finally {
      lock.unlock();
    }
  }

  /** The election timer that runs; null where none does. */
  @Nullable Countdown election() {
    lock.lock();
    try {
      NodeClock.Alarm next = aligned == null ? election : aligned;
      if (next == null) {
        return null;
      }
      LabTime end = next.labAt();
      return new Countdown(electionFrom, end.compareTo(electionFrom) < 0 ? electionFrom : end);
    } finally {
      lock.unlock();
    }
  }

  /** The heartbeat timer that runs; null where none does. */
  @Nullable Countdown heartbeat() {
    lock.lock();
    try {
      if (heartbeat == null) {
        return null;
      }
      long length = Math.round(heartbeatInterval / clock.rate());
      return Countdown.from(heartbeat.labAt().plus(-length), length);
    } finally {
      lock.unlock();
    }
  }

  private void scheduleHeartbeat(long arming, long previous) {
    long delay = Math.max(0, previous + heartbeatInterval - clock.now());
    heartbeat = clock.schedule(delay, () -> beat(arming));
  }

  private void beat(long arming) {
    lock.lock();
    try {
      if (arming != heartbeatArming) {
        return;
      }
      // A node that is behind gets one heartbeat to catch up with, not all that it missed.
      if (!heartbeatWaits) {
        heartbeatWaits = mailbox.add(new Item.Timeout(Timer.HEARTBEAT, arming));
      }
      scheduleHeartbeat(arming, clock.now());
    } finally {
      lock.unlock();
    }
  }
}
