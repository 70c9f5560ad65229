package io.raftarium.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides while operations come and go whether they could have come from one copy of the data. An
 * operation is settled once all is known that overlaps with it; then only the values that its key
 * may have by then are kept, not the operations. Not thread-safe.
 *
 * <p>Where that grows too wide, the key is not decided up to here, and goes on as one whose value
 * nobody knows: never is a history called wrong that is not.
 */
public final class LiveHistory {
  private final SortedMap<String, KeyHistory> keys = new TreeMap<>();
  private final Map<String, KeyHistory> open = new HashMap<>();
  private final Supplier<@Nullable Value> first;
  private final int widest;
  private long settled;
  private long undecided;
  private @Nullable Misplaced misplaced;

  /**
   * What an operation did to its key.
   *
   * @param kind a cas is one that swaps; one that did not is a get
   * @param value what it writes; for a get what it found
   * @param expect what a cas found
   * @param before what a put, append or delete found; null where its answer does not tell
   */
  public record Did(Operation.Kind kind, Value value, Value expect, @Nullable Value before) {}

  /**
   * An answer that no order explains.
   *
   * @param operation the id of the operation
   * @param key of it
   * @param beside the ids of those that overlap with it, and of the last ones before it
   * @param possible values that its key could have had instead, some of them
   */
  public record Misplaced(
      String operation, String key, List<String> beside, List<Value> possible) {}

  private LiveHistory(Supplier<@Nullable Value> first, int widest) {
    this.first = first;
    this.widest = widest;
  }

  /** Of data that are empty. */
  public static LiveHistory ofNothing() {
    return new LiveHistory(() -> Value.ABSENT, KeyHistory.WIDEST);
  }

  /** Of data that were there before. */
  public static LiveHistory ofAnything() {
    return new LiveHistory(() -> null, KeyHistory.WIDEST);
  }

  static LiveHistory ofNothing(int widest) {
    return new LiveHistory(() -> Value.ABSENT, widest);
  }

  /**
   * An operation begins.
   *
   * @param operation an id that no other has
   * @param asked what it does if nobody hears of it again
   */
  public void called(String operation, String key, Did asked) {
    KeyHistory history =
        keys.computeIfAbsent(key, fresh -> new KeyHistory(fresh, first.get(), widest));
    history.called(operation, asked);
    open.put(operation, history);
  }

  /** It happened, between its call and now. */
  public void happened(String operation, Did done) {
    KeyHistory history = open.remove(operation);
    if (history != null) {
      history.happened(operation, done);
      settle(history);
    }
  }

  /** It did not happen and never will. */
  public void failed(String operation) {
    KeyHistory history = open.remove(operation);
    if (history != null) {
      history.failed(operation);
      settle(history);
    }
  }

  /** Nobody knows whether it happened, or whether it will. */
  public void lost(String operation) {
    KeyHistory history = open.remove(operation);
    if (history != null) {
      history.lost(operation);
      settle(history);
    }
  }

  private void settle(KeyHistory history) {
    long before = history.undecided();
    settled += history.settle();
    undecided += history.undecided() - before;
    if (misplaced == null) {
      misplaced = history.misplaced();
    }
  }

  /** How many operations were decided. */
  public long settled() {
    return settled;
  }

  /** How often a key had to be given up for a while. */
  public long undecided() {
    return undecided;
  }

  /** The first answer that no order explains. */
  public Optional<Misplaced> misplaced() {
    return Optional.ofNullable(misplaced);
  }
}
