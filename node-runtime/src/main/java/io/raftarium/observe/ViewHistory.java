package io.raftarium.observe;

import io.raftarium.view.ClusterView;
import io.raftarium.view.NodeView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The newest views, as many as a number and a share of memory allow. Safe for any thread. */
final class ViewHistory {
  private record Kept(ClusterView view, long weight) {}

  private final int maxViews;
  private final long maxWeight;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Kept> views = new ArrayDeque<>();
  private long weight;
  private @Nullable List<ClusterView> copy;

  /**
   * Bounds it.
   *
   * @param maxWeight bytes that the views may hold together, roughly
   */
  ViewHistory(int maxViews, long maxWeight) {
    this.maxViews = maxViews;
    this.maxWeight = maxWeight;
  }

  void add(ClusterView view) {
    lock.lock();
    try {
      Kept last = views.peekLast();
      Kept kept = new Kept(view, weigh(view, last == null ? null : last.view));
      views.addLast(kept);
      weight += kept.weight;
      copy = null;
      while (views.size() > 1 && (views.size() > maxViews || weight > maxWeight)) {
        weight -= views.removeFirst().weight;
      }
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      views.clear();
      weight = 0;
      copy = null;
    } finally {
      lock.unlock();
    }
  }

  List<ClusterView> list() {
    lock.lock();
    try {
      List<ClusterView> list = copy;
      if (list == null) {
        list = views.stream().map(Kept::view).toList();
        copy = list;
      }
      return list;
    } finally {
      lock.unlock();
    }
  }

  /** What a view adds to the memory of the one before it: unchanged parts are shared. */
  private static long weigh(ClusterView view, @Nullable ClusterView before) {
    long bytes = 500 + 4L * view.journal().size();
    for (NodeView node : view.nodes().values()) {
      NodeView old = before == null ? null : before.nodes().get(node.id());
      if (old != null && old.version() == node.version()) {
        continue;
      }
      // A changed node has one step's JSON, its own lists and, where they changed, rows.
      bytes += 3_000;
      if (old == null
          || old.lastLogIndex() != node.lastLogIndex()
          || old.lastLogTerm() != node.lastLogTerm()) {
        bytes += 4L * node.log().size() + (old == null ? 400L * node.log().size() : 800);
      }
      if (old == null || old.lastApplied() != node.lastApplied()) {
        bytes += 64L * node.keyValues().size();
      }
    }
    return bytes;
  }
}
