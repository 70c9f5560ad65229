package io.raftarium.node;

import io.raftarium.node.Mailbox.Item;
import io.raftarium.node.Mailbox.Timer;
import io.raftarium.time.Countdown;
import io.raftarium.time.LabClock;
import io.raftarium.time.LabTime;
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

  private final LabClock clock;
  private final Mailbox mailbox;
  private final long electionTimeout;
  private final long heartbeatInterval;
  private final Random random;
  private final ReentrantLock lock = new ReentrantLock();
  private LabClock.@Nullable Alarm election;
  private LabClock.@Nullable Alarm heartbeat;
  private long electionArming;
  private long heartbeatArming;
  private boolean heartbeatWaits;
  private @Nullable Countdown electionCountdown;

  NodeTimers(LabClock clock, Mailbox mailbox, NodeSettings settings) {
    this.clock = clock;
    this.mailbox = mailbox;
    this.electionTimeout = settings.electionTimeout().toNanos();
    this.heartbeatInterval = settings.heartbeatInterval().toNanos();
    this.random = new Random(settings.seed());
  }

  /** Arms the election timer with a fresh draw from [t, 2t). */
  void resetElection() {
    lock.lock();
    try {
      long delay = electionTimeout + (long) (random.nextDouble() * electionTimeout);
      LabClock.Alarm alarm = armElection(delay);
      electionCountdown = Countdown.from(new LabTime(alarm.at() - delay), delay);
    } finally {
      lock.unlock();
    }
  }

  /** Lets timers run on that ran before; null where one did not. */
  void goOn(@Nullable Countdown electionBefore, @Nullable Countdown heartbeatBefore) {
    lock.lock();
    try {
      if (electionBefore != null) {
        LabClock.Alarm _ = armElection(electionBefore.end().since(clock.time()));
        electionCountdown = electionBefore;
      }
      if (heartbeatBefore != null) {
        stopHeartbeat();
        scheduleHeartbeat(heartbeatArming, heartbeatBefore.end().nanos() - heartbeatInterval);
      }
    } finally {
      lock.unlock();
    }
  }

  private LabClock.Alarm armElection(long delay) {
    stopElection();
    long arming = electionArming;
    LabClock.Alarm alarm =
        clock.schedule(
            delay,
            () -> {
              boolean _ = mailbox.add(new Item.Timeout(Timer.ELECTION, arming));
            });
    election = alarm;
    return alarm;
  }

  void stopElection() {
    lock.lock();
    try {
      electionArming++;
      electionCountdown = null;
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
      return electionCountdown;
    } finally {
      lock.unlock();
    }
  }

  /** The heartbeat timer that runs; null where none does. */
  @Nullable Countdown heartbeat() {
    lock.lock();
    try {
      return heartbeat == null
          ? null
          : Countdown.from(new LabTime(heartbeat.at() - heartbeatInterval), heartbeatInterval);
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
