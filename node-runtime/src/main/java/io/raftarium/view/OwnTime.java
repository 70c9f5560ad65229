package io.raftarium.view;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the time of one node differs from that of its cluster, because the operator wants it.
 *
 * @param clockRate how much passes on the node's clock while 1 passes in the laboratory
 * @param election between which its election timeout is drawn; null for as its cluster does
 */
public record OwnTime(double clockRate, @Nullable Range election) {
  /** As its cluster. */
  public static final OwnTime NONE = new OwnTime(1, null);

  public static final double SLOWEST = 0.25;
  public static final double FASTEST = 4;

  private static final Duration LEAST = Duration.ofMillis(10);
  private static final Duration MOST = Duration.ofMinutes(1);

  public OwnTime {
    if (!(clockRate >= SLOWEST && clockRate <= FASTEST)) {
      throw new IllegalArgumentException(
          "a node's clock runs from 0.25 to 4 times as fast, not " + clockRate);
    }
  }

  /** From where to where a timeout is drawn. */
  public record Range(Duration least, Duration most) {
    public Range {
      if (least.compareTo(LEAST) < 0 || most.compareTo(MOST) > 0 || least.compareTo(most) > 0) {
        throw new IllegalArgumentException(
            "an election timeout is drawn from a range of 10 to 60000 ms, its end not before its"
                + " begin, not from "
                + least.toMillis()
                + " to "
                + most.toMillis()
                + " ms");
      }
    }
  }

  /** The same with another clock. */
  public OwnTime with(double newRate) {
    return new OwnTime(newRate, election);
  }

  /** The same with another range; null for as the cluster. */
  public OwnTime with(@Nullable Range range) {
    return new OwnTime(clockRate, range);
  }
}
