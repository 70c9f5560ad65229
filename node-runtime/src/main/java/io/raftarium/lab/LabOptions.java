package io.raftarium.lab;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a laboratory is set up.
 *
 * @param dataFolder where the embedded server keeps its data
 * @param linkDelay what every link needs for a message, in laboratory time, before any rule
 * @param seed of all random draws (timeouts, jitter, loss)
 * @param mostEntries in one AppendEntries
 * @param modified the id of the {@link io.raftarium.sql.Ablation} in its function; empty for Raft
 *     as it is. That of a database which is there already is what counts
 */
public record LabOptions(
    Path dataFolder,
    Timeouts timeouts,
    Duration linkDelay,
    long seed,
    Rules rules,
    Snapshots snapshots,
    int mostEntries,
    String modified) {
  /** The contract's default. */
  static final int MOST_ENTRIES = 256;

  /**
   * How long a node waits.
   *
   * @param election the minimum election timeout; each is drawn from [t, 2t)
   * @param heartbeat how often a leader sends heartbeats
   */
  public record Timeouts(Duration election, Duration heartbeat) {}

  /**
   * Rules beyond the paper's Figure 2.
   *
   * @param preVote whether a node asks before it raises the term (dissertation 9.6)
   * @param checkQuorum whether a leader that hears from no majority steps down, and a node that
   *     hears from a leader refuses votes (dissertation 6.2, 4.2.3)
   * @param parallelAppend whether a leader writes its disk while the followers write theirs
   *     (dissertation 10.2.1)
   */
  public record Rules(boolean preVote, boolean checkQuorum, boolean parallelAppend) {}

  /**
   * When a log is compacted.
   *
   * @param threshold entries applied since the last snapshot that trigger one; 0 for never
   * @param trailing entries that stay in the log behind a snapshot
   */
  public record Snapshots(long threshold, long trailing) {}

  /**
   * The contract's defaults: 1 s election timeout, 100 ms heartbeat, pre-vote and check-quorum, a
   * snapshot every 10,000 entries that leaves 1,000; links without delay.
   */
  public static LabOptions in(Path dataFolder) {
    return new LabOptions(
        dataFolder,
        new Timeouts(Duration.ofMillis(1000), Duration.ofMillis(100)),
        Duration.ZERO,
        System.nanoTime(),
        new Rules(true, true, false),
        new Snapshots(10_000, 1_000),
        MOST_ENTRIES,
        "");
  }

  public Duration electionTimeout() {
    return timeouts.election;
  }

  public Duration heartbeatInterval() {
    return timeouts.heartbeat;
  }

  public boolean preVote() {
    return rules.preVote;
  }

  public boolean checkQuorum() {
    return rules.checkQuorum;
  }

  public boolean parallelAppend() {
    return rules.parallelAppend;
  }

  public long snapshotThreshold() {
    return snapshots.threshold;
  }

  public long snapshotTrailing() {
    return snapshots.trailing;
  }

  /** The same with another link delay. */
  public LabOptions withLinkDelay(Duration newLinkDelay) {
    return new LabOptions(
        dataFolder, timeouts, newLinkDelay, seed, rules, snapshots, mostEntries, modified);
  }

  /** The same with other timeouts. */
  public LabOptions withTimeouts(Duration election, Duration heartbeat) {
    return new LabOptions(
        dataFolder,
        new Timeouts(election, heartbeat),
        linkDelay,
        seed,
        rules,
        snapshots,
        mostEntries,
        modified);
  }

  /** The same with another seed. */
  public LabOptions withSeed(long newSeed) {
    return new LabOptions(
        dataFolder, timeouts, linkDelay, newSeed, rules, snapshots, mostEntries, modified);
  }

  /** The same with or without the two rules beyond the paper's Figure 2. */
  public LabOptions withRules(boolean preVote, boolean checkQuorum) {
    return new LabOptions(
        dataFolder,
        timeouts,
        linkDelay,
        seed,
        new Rules(preVote, checkQuorum, rules.parallelAppend),
        snapshots,
        mostEntries,
        modified);
  }

  /** The same, where a leader waits for its disk beside its steps, or within them. */
  public LabOptions withParallelAppend(boolean parallelAppend) {
    return new LabOptions(
        dataFolder,
        timeouts,
        linkDelay,
        seed,
        new Rules(rules.preVote, rules.checkQuorum, parallelAppend),
        snapshots,
        mostEntries,
        modified);
  }

  /**
   * Figure 2 as it stands: a leader that is cut off stays one until it hears of a higher term, and
   * a node that times out campaigns at once.
   */
  public LabOptions withFigure2Alone() {
    return withRules(false, false);
  }

  /** The same with snapshots at other sizes of the log. */
  public LabOptions withSnapshots(long threshold, long trailing) {
    return new LabOptions(
        dataFolder,
        timeouts,
        linkDelay,
        seed,
        rules,
        new Snapshots(threshold, trailing),
        mostEntries,
        modified);
  }

  /** The same with so many entries in one AppendEntries at most. */
  public LabOptions withMostEntries(int most) {
    return new LabOptions(dataFolder, timeouts, linkDelay, seed, rules, snapshots, most, modified);
  }

  /** The same with a rule of Raft left out or bent; empty for all of them as they are. */
  public LabOptions withModified(String ablation) {
    return new LabOptions(
        dataFolder, timeouts, linkDelay, seed, rules, snapshots, mostEntries, ablation);
  }
}
