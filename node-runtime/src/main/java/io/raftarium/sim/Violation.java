package io.raftarium.sim;

import io.raftarium.promise.Promise;

/** A promise does not hold. */
public final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Promise promise;

  Violation(Promise promise, String message) {
    super(message);
    this.promise = promise;
  }

  /** The name of the promise, for example {@code election safety}. */
  public String promise() {
    return promise.title();
  }
}
