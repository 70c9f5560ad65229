package io.raftarium.lab;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a laboratory is set up.
 *
 * @param dataFolder where the embedded server keeps its data
 * @param electionTimeout the minimum election timeout; each is drawn from [t, 2t)
 * @param heartbeatInterval how often a leader sends heartbeats
 * @param linkDelay what every link needs for a message, in laboratory time, before any rule
 * @param seed of all random draws (timeouts, jitter, loss)
 */
public record LabOptions(
    Path dataFolder,
    Duration electionTimeout,
    Duration heartbeatInterval,
    Duration linkDelay,
    long seed) {
  /** The contract's defaults: 1 s election timeout, 100 ms heartbeat; links without delay. */
  public static LabOptions in(Path dataFolder) {
    return new LabOptions(
        dataFolder,
        Duration.ofMillis(1000),
        Duration.ofMillis(100),
        Duration.ZERO,
        System.nanoTime());
  }

  /** The same with another link delay. */
  public LabOptions withLinkDelay(Duration newLinkDelay) {
    return new LabOptions(dataFolder, electionTimeout, heartbeatInterval, newLinkDelay, seed);
  }

  /** The same with other timeouts. */
  public LabOptions withTimeouts(Duration newElectionTimeout, Duration newHeartbeatInterval) {
    return new LabOptions(dataFolder, newElectionTimeout, newHeartbeatInterval, linkDelay, seed);
  }
}
