package io.raftarium.app.search;

import io.raftarium.app.branches.Opener;
import io.raftarium.lab.Clusters;
import io.raftarium.lab.LabOptions;
import io.raftarium.lab.Origin;
import io.raftarium.lab.Scratch;
import io.raftarium.search.Bounds;
import io.raftarium.search.Looked;
import io.raftarium.search.Outcome;
import io.raftarium.search.Search;
import io.raftarium.search.Wish;
import io.raftarium.server.Progress;
import io.raftarium.view.Moment;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One search of a window at a time: off the FX thread, and told on it how far it is. */
final class Hunt {
  private static final Logger LOG = LoggerFactory.getLogger(Hunt.class);
  private static final long TOLD_NANOS = Duration.ofMillis(200).toNanos();

  /** How a search stands. */
  sealed interface State {
    /** None was begun. */
    record Idle() implements State {}

    /** The rows are being copied. */
    record Copying() implements State {}

    record Running(Looked looked) implements State {}

    /**
     * It is over.
     *
     * @param origin what was searched from
     */
    record Ended(Moment moment, Origin origin, Outcome outcome) implements State {}

    record Failed(RuntimeException failure) implements State {}
  }

  private final Opener opener;
  private final Consumer<State> told;
  private long turn;
  private volatile boolean goesOn;
  private long lastTold;

  /**
   * Of a window.
   *
   * @param told on the FX thread, of the newest search alone
   */
  Hunt(Opener opener, Consumer<State> told) {
    this.opener = opener;
    this.told = told;
  }

  /** Searches from a moment. FX thread only, while no other search runs. */
  void begin(Moment moment, Wish wish, Bounds bounds) {
    long own = ++turn;
    goesOn = true;
    told.accept(new State.Copying());
    Optional<Clusters> running = opener.running();
    LabOptions usual = opener.usual();
    Thread.ofPlatform()
        .daemon()
        .name("search")
        .start(() -> {
          State end = search(moment, wish, bounds, running, usual, own);
          tell(own, end);
        });
  }

  /** Ends it soon; what it has come to is told. */
  void cancel() {
    goesOn = false;
  }

  private State search(
      Moment moment,
      Wish wish,
      Bounds bounds,
      Optional<Clusters> running,
      LabOptions usual,
      long own) {
    try {
      Origin origin = opener.origin(moment);
      Clusters clusters = running.orElseGet(() -> Clusters.startAlone(usual, Progress.NONE));
      try (Scratch scratch = clusters.scratch(origin)) {
        Outcome outcome =
            Search.run(scratch, wish, bounds, looked -> progress(own, looked), () -> goesOn);
        return new State.Ended(moment, origin, outcome);
      } finally {
        clusters.letGo();
      }
    } catch (RuntimeException e) {
      LOG.warn("The search failed", e);
      return new State.Failed(e);
    }
  }

  private void progress(long own, Looked looked) {
    long now = System.nanoTime();
    if (now - lastTold > TOLD_NANOS) {
      lastTold = now;
      tell(own, new State.Running(looked));
    }
  }

  private void tell(long own, State state) {
    Platform.runLater(() -> {
      if (own == turn) {
        told.accept(state);
      }
    });
  }
}
