package io.raftarium.app.clusters;

import io.raftarium.lab.KeptCluster;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the list of clusters lets the operator do. Called on the FX thread; each works in the
 * background and tells on the FX thread how it went.
 */
public interface ClusterVerbs {
  /** Reads the list. */
  void list(Consumer<List<KeptCluster>> done, Consumer<Throwable> failed);

  /** Closes the open cluster and opens that one. */
  void open(KeptCluster cluster);

  /** Gives it another name. */
  void rename(KeptCluster cluster, String name, Runnable done, Consumer<Throwable> failed);

  /** Copies it; the open cluster runs again afterwards. */
  void duplicate(KeptCluster cluster, String name, Runnable done, Consumer<Throwable> failed);

  /** Deletes it with all its rows. */
  void delete(KeptCluster cluster, Runnable done, Consumer<Throwable> failed);

  /** Goes back to the window. */
  void close();
}
