package io.raftarium.observe;

import io.raftarium.view.ClusterView;
import java.time.Duration;
import java.util.function.Predicate;

/** Follows the rows of a cluster and publishes each moment of them as one immutable view. */
public interface Observer extends AutoCloseable {
  /** Log entries of each node in a view; older ones are left out. */
  int LOG_KEPT = 300;

  /** The newest view; never blocks. */
  ClusterView view();

  /** The number of the first view of the cluster that is followed now. */
  long began();

  /** How often it had to connect; between two connections anything may have happened. */
  int connections();

  /** Waits for a view that fits; returns whether one came in time. */
  boolean await(Duration limit, Predicate<ClusterView> fits) throws InterruptedException;

  @Override
  void close();
}
