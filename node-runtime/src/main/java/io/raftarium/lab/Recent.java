package io.raftarium.lab;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The newest things of a kind, a bounded number, numbered from 1. Safe for any thread. */
final class Recent<T> {
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<T> items = new ArrayDeque<>();
  private @Nullable List<T> copy;
  private long lastNumber;

  Recent(int most) {
    this.most = most;
  }

  void add(LongFunction<T> item) {
    lock.lock();
    try {
      items.addLast(item.apply(++lastNumber));
      if (items.size() > most) {
        items.removeFirst();
      }
      copy = null;
    } finally {
      lock.unlock();
    }
  }

  /** Oldest first. */
  List<T> list() {
    lock.lock();
    try {
      List<T> list = copy;
      if (list == null) {
        list = List.copyOf(items);
        copy = list;
      }
      return list;
    } finally {
      lock.unlock();
    }
  }
}
