package io.raftarium.time;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The laboratory's time: real time multiplied by a speed that can change, be paused, and be stepped
 * by hand.
 *
 * <p>Alarms run on the clock's one thread, in the order of their times, so they must only hand work
 * over.
 */
public final class LabClock implements AutoCloseable {
  /** The slowest speed. */
  public static final double SLOWEST = 0.001;

  /** The fastest speed. */
  public static final double FASTEST = 1.0;

  private static final Logger LOG = LoggerFactory.getLogger(LabClock.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();

  private long realBase = System.nanoTime();
  private long labBase;
  private double speed = FASTEST;
  private boolean paused;
  private boolean closed;
  private long alarmNumber;

  /** A clock at speed 1 that starts at laboratory time 0. */
  @SuppressWarnings(
      "this-escape") // the class is final and every field is set before the thread starts
  public LabClock() {
    Thread.ofPlatform().name("lab-clock").daemon().start(this::run);
  }

  /** The laboratory's time now. */
  public LabTime time() {
    return new LabTime(now());
  }

  /** The same in ns; never goes back, but for {@link #begin}. */
  public long now() {
    lock.lock();
    try {
      return nanos();
    } finally {
      lock.unlock();
    }
  }

  /** How much laboratory time passes in a unit of real time, while not paused. */
  public double speed() {
    lock.lock();
    try {
      return speed;
    } finally {
      lock.unlock();
    }
  }

  /** Whether time stands still. */
  public boolean paused() {
    lock.lock();
    try {
      return paused;
    } finally {
      lock.unlock();
    }
  }

  /** Sets the speed, from {@link #SLOWEST} to {@link #FASTEST}. */
  public void setSpeed(double newSpeed) {
    if (!(newSpeed >= SLOWEST && newSpeed <= FASTEST)) {
      throw new IllegalArgumentException("speed must be from 0.001 to 1, but is " + newSpeed);
    }
    edit(() -> speed = newSpeed);
  }

  /** Stops time. */
  public void pause() {
    edit(() -> paused = true);
  }

  /** Lets time go on. */
  public void resume() {
    edit(() -> paused = false);
  }

  /** Moves time forward at once; everything due on the way fires in order. */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time cannot go back by " + by);
    }
    edit(() -> labBase += by.toNanos());
  }

  /**
   * Stands still at a time, earlier or later, for a laboratory that begins with a moment of
   * another.
   *
   * @throws IllegalStateException if something waits for a time of before
   */
  public void begin(LabTime at) {
    edit(() -> {
      if (!alarms.isEmpty()) {
        throw new IllegalStateException("a clock that somebody waits for cannot begin anew");
      }
      paused = true;
      labBase = at.nanos();
    });
  }

  /** Laboratory time of the next alarm, or {@link Long#MAX_VALUE}. */
  public long nextAlarm() {
    lock.lock();
    try {
      Alarm next = alarms.peek();
      return next == null ? Long.MAX_VALUE : next.at;
    } finally {
      lock.unlock();
    }
  }

  /** Runs a task once, this many ns of laboratory time from now. */
  public Alarm schedule(long delayNanos, Runnable task) {
    lock.lock();
    try {
      Alarm alarm = new Alarm(nanos() + Math.max(0, delayNanos), alarmNumber++, task);
      alarms.add(alarm);
      changed.signalAll();
      return alarm;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      alarms.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void edit(Runnable edit) {
    lock.lock();
    try {
      labBase = nanos();
      realBase = System.nanoTime();
      edit.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private long nanos() {
    return paused ? labBase : labBase + (long) ((System.nanoTime() - realBase) * speed);
  }

  private void run() {
    try {
      for (Alarm due = awaitDue(); due != null; due = awaitDue()) {
        due.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next alarm once its time has come, or null once the clock is closed. */
  private @Nullable Alarm awaitDue() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        Alarm next = alarms.peek();
        long wait = next == null ? Long.MAX_VALUE : next.at - nanos();
        if (wait <= 0) {
          return alarms.poll();
        }
        if (next == null || paused) {
          changed.await();
        } else {
          // At least a microsecond, so that rounding never spins; at most a minute, so that no sum
          // overflows.
          double real = Math.clamp(wait / speed, 1e3, 60e9);
          long _ = changed.awaitNanos((long) real);
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** A task that waits for its time. */
  public final class Alarm implements Comparable<Alarm> {
    private final long at;
    private final long number;
    private final Runnable task;

    private Alarm(long at, long number, Runnable task) {
      this.at = at;
      this.number = number;
      this.task = task;
    }

    /** Laboratory time, ns, at which it runs. */
    public long at() {
      return at;
    }

    /** Takes it back; nothing happens if it ran already. */
    public void cancel() {
      lock.lock();
      try {
        alarms.remove(this);
      } finally {
        lock.unlock();
      }
    }

    private void run() {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("An alarm of the laboratory clock failed", e);
      }
    }

    @Override
    public int compareTo(Alarm other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(number);
    }
  }
}
