package io.raftarium.app.model;

import io.raftarium.app.words.Texts;
import io.raftarium.lab.Lab;
import io.raftarium.promise.Kept;
import io.raftarium.record.Happening;
import io.raftarium.record.Tape;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Moment;
import io.raftarium.view.Sorted;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Where moments come from: a running laboratory, a capture, or a recording. */
public interface Source {
  /** All that happened, as far as it is known; of a capture, its one moment. */
  Tape tape();

  /** The newest moment; never blocks. */
  Moment moment();

  /** The views that can be gone back to, oldest first; the newest is the last. Never blocks. */
  default List<ClusterView> history() {
    List<Happening.Read> reads = tape().reads();
    // Asked with every move of the mouse over the tape: not copied.
    return new AbstractList<>() {
      @Override
      public ClusterView get(int index) {
        return reads.get(index).view();
      }

      @Override
      public int size() {
        return reads.size();
      }
    };
  }

  /** The number of the moment that a view of the history belongs to. */
  default long numberOf(ClusterView view) {
    List<Happening.Read> reads = tape().reads();
    int later = Sorted.first(reads, read -> read.view().number() > view.number());
    return reads.isEmpty() ? tape().last() : reads.get(Math.max(0, later - 1)).number();
  }

  /** The moment of a view of the history: to look at, not to act on. */
  default Moment at(ClusterView earlier) {
    return at(numberOf(earlier));
  }

  /** The moment of an instant: the newest at or before it, or the oldest that is kept. */
  default Moment at(Instant instant) {
    return at(tape().numberAt(instant));
  }

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

  /** Where a moment stands in a file, for example {@code STEP 3 of 13}. */
  default String place(Moment shown) {
    return Texts.of("FILE");
  }

  /** What to tell a person who looks at a view that is not live. */
  Caption caption(Moment shown);

  /** The ablation in the nodes' function; empty for Raft as it is. */
  default String modified() {
    return "";
  }

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
