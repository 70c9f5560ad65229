package io.raftarium.bench;

import org.HdrHistogram.Histogram;

/**
 * What one load came to.
 *
 * @param what {@code write} or {@code read}
 * @param clients how many asked at a time, each one request after the other
 * @param seconds how long it was measured
 * @param failed requests that were not answered "ok"
 * @param latency of those that were, from the request to its answer, ns
 */
public record Cell(String what, int clients, double seconds, long failed, Histogram latency) {
  /** Answered requests a second. */
  public double perSecond() {
    return latency.getTotalCount() / seconds;
  }

  /** The latency that this share of the answered requests did not pass, ms. */
  public double millis(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1e6;
  }
}
