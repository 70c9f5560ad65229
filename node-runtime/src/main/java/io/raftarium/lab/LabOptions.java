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
 * @param preVote whether a node asks before it raises the term (dissertation 9.6)
 * @param checkQuorum whether a leader that hears from no majority steps down, and a node that hears
 *     from a leader refuses votes (dissertation 6.2, 4.2.3)
 * @param snapshotThreshold entries applied since the last snapshot that trigger one; 0 for never
 * @param snapshotTrailing entries that stay in the log behind a snapshot
 */
public record LabOptions(
    Path dataFolder,
    Duration electionTimeout,
    Duration heartbeatInterval,
    Duration linkDelay,
    long seed,
    boolean preVote,
    boolean checkQuorum,
    long snapshotThreshold,
    long snapshotTrailing) {
  /**
   * The contract's defaults: 1 s election timeout, 100 ms heartbeat, pre-vote and check-quorum, a
   * snapshot every 10,000 entries that leaves 1,000; links without delay.
   */
  public static LabOptions in(Path dataFolder) {
    return new LabOptions(
        dataFolder,
        Duration.ofMillis(1000),
        Duration.ofMillis(100),
        Duration.ZERO,
        System.nanoTime(),
        true,
        true,
        10_000,
        1_000);
  }

  /** The same with another link delay. */
  public LabOptions withLinkDelay(Duration newLinkDelay) {
    return new LabOptions(
        dataFolder,
        electionTimeout,
        heartbeatInterval,
        newLinkDelay,
        seed,
        preVote,
        checkQuorum,
        snapshotThreshold,
        snapshotTrailing);
  }

  /** The same with other timeouts. */
  public LabOptions withTimeouts(Duration newElectionTimeout, Duration newHeartbeatInterval) {
    return new LabOptions(
        dataFolder,
        newElectionTimeout,
        newHeartbeatInterval,
        linkDelay,
        seed,
        preVote,
        checkQuorum,
        snapshotThreshold,
        snapshotTrailing);
  }

  /** The same with another seed. */
  public LabOptions withSeed(long newSeed) {
    return new LabOptions(
        dataFolder,
        electionTimeout,
        heartbeatInterval,
        linkDelay,
        newSeed,
        preVote,
        checkQuorum,
        snapshotThreshold,
        snapshotTrailing);
  }

  /** The same with or without the two rules beyond the paper's Figure 2. */
  public LabOptions withRules(boolean newPreVote, boolean newCheckQuorum) {
    return new LabOptions(
        dataFolder,
        electionTimeout,
        heartbeatInterval,
        linkDelay,
        seed,
        newPreVote,
        newCheckQuorum,
        snapshotThreshold,
        snapshotTrailing);
  }

  /**
   * Figure 2 as it stands: a leader that is cut off stays one until it hears of a higher term, and
   * a node that times out campaigns at once.
   */
  public LabOptions withFigure2Alone() {
    return withRules(false, false);
  }

  /** The same with snapshots at other sizes of the log. */
  public LabOptions withSnapshots(long newThreshold, long newTrailing) {
    return new LabOptions(
        dataFolder,
        electionTimeout,
        heartbeatInterval,
        linkDelay,
        seed,
        preVote,
        checkQuorum,
        newThreshold,
        newTrailing);
  }
}
