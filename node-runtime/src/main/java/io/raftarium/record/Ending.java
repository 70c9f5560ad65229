package io.raftarium.record;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * What is known of a recording once it is ended.
 *
 * @param counts happenings of each kind
 * @param broken the promises that were found broken
 * @param markers names of moments
 */
public record Ending(
    Instant ended, SortedMap<String, Long> counts, List<Broken> broken, List<Marker> markers) {
  /**
   * A promise that was not kept.
   *
   * @param promise its name
   * @param what the breach in words
   */
  public record Broken(String promise, String what) {}

  /** All happenings. */
  public long happenings() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
