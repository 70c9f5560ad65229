package io.raftarium.app.model;

import io.raftarium.lab.Lab;
import io.raftarium.promise.Kept;
import io.raftarium.record.Tape;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Moment;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Where moments come from: a running laboratory, a capture, or a recorded run. */
public interface Source {
  /** All that happened, as far as it is known; of a capture, its one moment. */
  Tape tape();

  /** The newest moment; never blocks. */
  Moment moment();

  /** The views that can be gone back to, oldest first; the newest is the last. Never blocks. */
  List<ClusterView> history();

  /** The number of the moment that a view of the history belongs to. */
  long numberOf(ClusterView view);

  /** The moment of a view of the history: to look at, not to act on. */
  default Moment at(ClusterView earlier) {
    return at(numberOf(earlier));
  }

  /** The moment of an instant: the newest at or before it, or the oldest that is kept. */
  Moment at(Instant instant);

  /** The moment of a happening, or the nearest that is kept. */
  Moment at(long number);

  /** The promises of Raft as far as they are known; empty where nobody looked. Never blocks. */
  List<Kept> promises();

  /** The rules that a step may name, each with its text; empty where nobody wrote them down. */
  SortedMap<String, String> rules();

  /**
   * The source of each function that the nodes' databases have, by its name; empty for a file,
   * which holds rows and no functions.
   */
  default SortedMap<String, String> functions() {
    return Collections.emptySortedMap();
  }

  /** What to tell a person who looks at a view that is not live. */
  Caption caption(Moment shown);

  /** The laboratory to act on; empty for a file. */
  Optional<Lab> lab();

  /**
   * Words about a view.
   *
   * @param text one or two lines
   * @param alarm whether they tell that a promise is broken in this very view
   * @param node that took the step which led to the view; 0 where nobody knows
   */
  record Caption(String text, boolean alarm, int node) {
    /** Words about a moment that no single step led to. */
    public Caption(String text) {
      this(text, false, 0);
    }
  }
}
