package io.raftarium.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The clock of one node: that of its laboratory, until the operator lets it run faster or slower or
 * jump. Safe for any thread.
 */
public final class NodeClock {
  private final LabClock lab;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Alarm> alarms = new ArrayList<>();
  private double rate = 1;

  /** What it showed at some moment of the laboratory's time, from which it goes on. */
  private long base;

  private long labBase;

  /** One that agrees with the laboratory's. */
  public NodeClock(LabClock lab) {
    this.lab = lab;
  }

  /** What it shows, ns; never goes back. */
  public long now() {
    lock.lock();
    try {
      return at(lab.now());
    } finally {
      lock.unlock();
    }
  }

  /** The laboratory's time, for what is drawn. */
  public LabTime time() {
    return lab.time();
  }

  /** How much passes on it while 1 passes in the laboratory. */
  public double rate() {
    lock.lock();
    try {
      return rate;
    } finally {
      lock.unlock();
    }
  }

  /** Lets it run so fast from now on. */
  public void rate(double newRate) {
    edit(() -> rate = newRate);
  }

  /** Moves it forward at once; what is due on the way fires. */
  public void jump(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time cannot go back by " + by);
    }
    edit(() -> base += by.toNanos());
  }

  /** Runs a task once, when this many ns have passed on it. */
  public Alarm schedule(long delayNanos, Runnable task) {
    lock.lock();
    try {
      Alarm alarm = new Alarm(at(lab.now()) + Math.max(0, delayNanos), task);
      alarms.add(alarm);
      alarm.plan();
      return alarm;
    } finally {
      lock.unlock();
    }
  }

  /** How many ns will have passed on it at a moment of the laboratory, if nothing changes. */
  public long until(LabTime moment) {
    lock.lock();
    try {
      return Math.round((moment.nanos() - lab.now()) * rate);
    } finally {
      lock.unlock();
    }
  }

  private void edit(Runnable change) {
    lock.lock();
    try {
      long now = lab.now();
      base = at(now);
      labBase = now;
      change.run();
      alarms.forEach(Alarm::plan);
    } finally {
      lock.unlock();
    }
  }

  private long at(long labNanos) {
    return base + (rate == 1 ? labNanos - labBase : (long) ((labNanos - labBase) * rate));
  }

  /** A task that waits for its time. */
  public final class Alarm {
    private final long at;
    private final Runnable task;
    private LabClock.@Nullable Alarm planned;

    private Alarm(long at, Runnable task) {
      this.at = at;
      this.task = task;
    }

    /** When it runs, in the laboratory's time, if nothing changes. */
    public LabTime labAt() {
      lock.lock();
      try {
        LabClock.Alarm now = planned;
        return new LabTime(now == null ? lab.now() : now.at());
      } finally {
        lock.unlock();
      }
    }

    /** Takes it back; nothing happens if it ran already. */
    public void cancel() {
      lock.lock();
      try {
        alarms.remove(this);
        LabClock.Alarm now = planned;
        if (now != null) {
          now.cancel();
        }
      } finally {
        lock.unlock();
      }
    }

    private void plan() {
      LabClock.Alarm before = planned;
      if (before != null) {
        before.cancel();
      }
      long left = at - at(lab.now());
      planned = lab.schedule(rate == 1 ? left : (long) Math.ceil(left / rate), this::run);
    }

    private void run() {
      lock.lock();
      try {
        if (!alarms.remove(this)) {
          return;
        }
      } finally {
        lock.unlock();
      }
      task.run();
    }
  }
}
