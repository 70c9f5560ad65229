package io.raftarium.node;

import io.raftarium.view.OwnTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the process of a node behaves.
 *
 * @param electionTimeout minimum; each is drawn from [t, 2t)
 * @param heartbeatInterval how often a leader's heartbeat timer fires
 * @param maxBatch client requests in one step
 * @param reconnectLimit real time after which a node without a connection gives up
 * @param seed of the random draws
 * @param range from which election timeouts are drawn instead; null for [t, 2t)
 */
public record NodeSettings(
    Duration electionTimeout,
    Duration heartbeatInterval,
    int maxBatch,
    Duration reconnectLimit,
    long seed,
    OwnTime.@Nullable Range range) {
  private static final Duration RECONNECT_LIMIT = Duration.ofSeconds(15);

  /** With 15 s to find the database again. */
  public NodeSettings(
      Duration electionTimeout, Duration heartbeatInterval, int maxBatch, long seed) {
    this(electionTimeout, heartbeatInterval, maxBatch, RECONNECT_LIMIT, seed);
  }

  /** Without a range of its own. */
  public NodeSettings(
      Duration electionTimeout,
      Duration heartbeatInterval,
      int maxBatch,
      Duration reconnectLimit,
      long seed) {
    this(electionTimeout, heartbeatInterval, maxBatch, reconnectLimit, seed, null);
  }

  /** The same with a range from which election timeouts are drawn. */
  public NodeSettings with(OwnTime.@Nullable Range own) {
    return new NodeSettings(
        electionTimeout, heartbeatInterval, maxBatch, reconnectLimit, seed, own);
  }
}
