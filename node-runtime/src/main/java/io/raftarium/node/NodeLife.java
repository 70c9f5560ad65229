package io.raftarium.node;

import io.raftarium.node.RaftNode.Life;
import java.util.concurrent.locks.ReentrantLock;

/** Whether a node's process runs; what has ended never runs again. */
final class NodeLife {
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Life now = Life.RUNNING;

  Life now() {
    return now;
  }

  /** Whether somebody ended it. */
  boolean over() {
    return now == Life.ENDED;
  }

  /** Changes it if it is as expected; whether it did. */
  boolean change(Life from, Life to) {
    lock.lock();
    try {
      boolean change = now == from;
      if (change) {
        now = to;
      }
      return change;
    } finally {
      lock.unlock();
    }
  }

  /** Ends it, running or paused; false if it had ended before. */
  boolean end(Life how) {
    lock.lock();
    try {
      return change(Life.RUNNING, how) || change(Life.PAUSED, how);
    } finally {
      lock.unlock();
    }
  }
}
