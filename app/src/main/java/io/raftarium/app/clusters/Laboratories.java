package io.raftarium.app.clusters;

import io.raftarium.lab.Lab;
import java.util.function.ObjDoubleConsumer;

/** Opens the laboratory of a window; blocks until it runs, and throws where it cannot. */
@FunctionalInterface
public interface Laboratories {
  /**
   * Opens it and starts its first cluster.
   *
   * @param progress told what is being done and the share that is done, 0 to 1
   */
  Lab open(ObjDoubleConsumer<String> progress);
}
