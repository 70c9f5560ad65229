package io.raftarium.app.clusters;

import io.raftarium.lab.Lab;
import java.util.function.ObjDoubleConsumer;

/** Opens the laboratory of a window; blocks until it runs, and throws where it cannot. */
@FunctionalInterface
public interface Laboratories {
  /** How many nodes a cluster has where nobody says. */
  int USUAL_NODES = 5;

  /**
   * Opens it and starts its first cluster.
   *
   * @param progress told what is being done and the share that is done, 0 to 1
   */
  Lab open(ObjDoubleConsumer<String> progress);

  /** Goes on with the cluster that a laboratory had, or starts one where it had none. */
  static void goOn(Lab lab) {
    if (!lab.cluster().reopen()) {
      lab.cluster().start(USUAL_NODES);
    }
  }
}
