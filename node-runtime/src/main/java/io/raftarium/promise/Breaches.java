package io.raftarium.promise;

import java.util.function.Supplier;

/** Hears of broken promises. */
@FunctionalInterface
public interface Breaches {
  /**
   * A promise does not hold.
   *
   * @param what what was seen instead, in words
   */
  void broken(Promise promise, String what);

  /** Tells it unless something holds. */
  default void unless(boolean holds, Promise promise, Supplier<String> what) {
    if (!holds) {
      broken(promise, what.get());
    }
  }
}
