package io.raftarium.node;

import java.time.Duration;

/**
 * How the process of a node behaves.
 *
 * @param electionTimeout minimum; each is drawn from [t, 2t)
 * @param heartbeatInterval how often a leader's heartbeat timer fires
 * @param maxBatch client requests in one step
 * @param reconnectLimit real time after which a node without a connection gives up
 * @param seed of the random draws
 */
public record NodeSettings(
    Duration electionTimeout,
    Duration heartbeatInterval,
    int maxBatch,
    Duration reconnectLimit,
    long seed) {
  private static final Duration RECONNECT_LIMIT = Duration.ofSeconds(15);

  /** With 15 s to find the database again. */
  public NodeSettings(
      Duration electionTimeout, Duration heartbeatInterval, int maxBatch, long seed) {
    this(electionTimeout, heartbeatInterval, maxBatch, RECONNECT_LIMIT, seed);
  }
}
