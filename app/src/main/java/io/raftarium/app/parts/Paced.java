package io.raftarium.app.parts;

import java.time.Duration;
import javafx.animation.PauseTransition;

/**
 * Does what comes faster than anybody reads at most so often; what came last is done in any case.
 * FX thread only.
 */
public final class Paced {
  private final Steady steady;
  private final PauseTransition later;

  /** At most once in that time; at once the first time. */
  public Paced(Duration least) {
    steady = new Steady(least);
    later = new PauseTransition(javafx.util.Duration.millis((double) least.toMillis()));
  }

  /** Does it now, or in place of what still waits. */
  public void run(Runnable work) {
    later.stop();
    if (steady.due()) {
      work.run();
    } else {
      later.setOnFinished(_ -> {
        boolean _ = steady.now();
        work.run();
      });
      later.playFromStart();
    }
  }

  /** Does it now, whatever waited. */
  public void now(Runnable work) {
    later.stop();
    boolean _ = steady.now();
    work.run();
  }
}
