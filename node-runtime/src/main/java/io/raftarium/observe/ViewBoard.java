package io.raftarium.observe;

import io.raftarium.protocol.JournalEntry;
import io.raftarium.record.Tape;
import io.raftarium.view.ClusterView;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The newest view of an observer, for those who read it and those who wait for another. */
final class ViewBoard {
  static final Duration RATE_WINDOW = Duration.ofSeconds(1);

  private static final int JOURNAL_KEPT = 400;

  private final Tape tape;
  private final Deque<Long> notified = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile ClusterView view = ClusterView.NOTHING;

  /**
   * An empty one.
   *
   * @param tape to which every view goes that differs from the one before
   */
  ViewBoard(Tape tape) {
    this.tape = tape;
  }

  ClusterView view() {
    return view;
  }

  boolean await(Duration limit, Predicate<ClusterView> fits) throws InterruptedException {
    long left = limit.toNanos();
    lock.lock();
    try {
      while (!fits.test(view)) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Rows that differ from those before. */
  void read(ClusterView next) {
    tape.read(next);
    publish(next);
  }

  /** The same rows, of which something else is known. */
  void publish(ClusterView next) {
    lock.lock();
    try {
      view = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The rows are those of another cluster from now on. */
  void forgetRows() {
    tape.forgetRows();
  }

  /** So many notifications came. */
  void count(int notifications) {
    long now = System.nanoTime();
    lock.lock();
    try {
      for (int i = 0; i < notifications; i++) {
        notified.addLast(now);
      }
      forgetOld(now);
    } finally {
      lock.unlock();
    }
  }

  private void forgetOld(long now) {
    while (!notified.isEmpty() && now - notified.getFirst() > RATE_WINDOW.toNanos()) {
      notified.removeFirst();
    }
  }

  /** Notifications in the last second. */
  double rate() {
    lock.lock();
    try {
      forgetOld(System.nanoTime());
      return notified.size() / (double) RATE_WINDOW.toSeconds();
    } finally {
      lock.unlock();
    }
  }

  /** The newest steps; of a node that was read whole, none is there twice. */
  static List<JournalEntry> journal(
      List<JournalEntry> before, List<JournalEntry> steps, boolean caughtUp) {
    if (steps.isEmpty()) {
      return before;
    }
    List<JournalEntry> all = new ArrayList<>(before);
    if (caughtUp) {
      all.removeIf(old ->
          steps.stream()
              .anyMatch(step -> step.nodeId() == old.nodeId() && step.version() <= old.version()));
    }
    all.addAll(steps);
    return List.copyOf(all.subList(Math.max(0, all.size() - JOURNAL_KEPT), all.size()));
  }
}
