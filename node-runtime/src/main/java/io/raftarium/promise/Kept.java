package io.raftarium.promise;

import io.raftarium.view.Served;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a promise was kept so far.
 *
 * @param checked on how much it was checked, in the promise's unit
 * @param breach the first breach in words; null while it holds
 * @param seenAt the number of the view in which the breach was seen first; 0 where nobody knows
 * @param witnesses operations by which it shows, the one that is wrong first; only those of clients
 * @param gaps whether there was something that could not be decided
 */
public record Kept(
    Promise promise,
    long checked,
    @Nullable String breach,
    long seenAt,
    List<Served> witnesses,
    boolean gaps) {
  public Kept {
    witnesses = List.copyOf(witnesses);
  }

  /** Of one that is seen in the rows alone. */
  public Kept(Promise promise, long checked, @Nullable String breach, long seenAt) {
    this(promise, checked, breach, seenAt, List.of(), false);
  }

  public boolean holds() {
    return breach == null;
  }
}
