package io.raftarium.promise;

import org.jspecify.annotations.Nullable;

/**
 * Whether a promise was kept so far.
 *
 * @param checked on how much it was checked, in the promise's unit
 * @param breach the first breach in words; null while it holds
 */
public record Kept(Promise promise, long checked, @Nullable String breach) {
  public boolean holds() {
    return breach == null;
  }
}
