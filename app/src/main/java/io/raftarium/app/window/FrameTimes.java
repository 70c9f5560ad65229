package io.raftarium.app.window;

import java.util.Arrays;

/**
 * How long the newest pulses took, in ms: from pulse to pulse, and the window's own work in each.
 */
public final class FrameTimes {
  private final double[] gaps;
  private final double[] work;
  private int count;

  /** Keeps this many. */
  public FrameTimes(int capacity) {
    gaps = new double[capacity];
    work = new double[capacity];
  }

  void add(double gapMillis, double workMillis) {
    gaps[count % gaps.length] = gapMillis;
    work[count % work.length] = workMillis;
    count++;
  }

  /** How many were measured so far. */
  public int count() {
    return count;
  }

  /** Forgets all. */
  public void clear() {
    count = 0;
  }

  /** Median, 95th percentile and worst of the times between two pulses. */
  public Figures gaps() {
    return figures(gaps);
  }

  /** Median, 95th percentile and worst of the window's own work in a pulse. */
  public Figures work() {
    return figures(work);
  }

  private Figures figures(double[] values) {
    double[] sorted = Arrays.copyOf(values, Math.min(count, values.length));
    Arrays.sort(sorted);
    if (sorted.length == 0) {
      return new Figures(0, 0, 0);
    }
    return new Figures(
        sorted[sorted.length / 2],
        sorted[Math.min(sorted.length - 1, (int) (sorted.length * 0.95))],
        sorted[sorted.length - 1]);
  }

  /** Three figures, ms. */
  public record Figures(double median, double p95, double worst) {}
}
