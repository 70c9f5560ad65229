package io.raftarium.view;

import io.raftarium.protocol.Changes;
import io.raftarium.protocol.Configuration;
import io.raftarium.protocol.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node's row of {@code raft.raft_state}: the columns that others read.
 *
 * @param places where its log stands
 * @param config the configuration in force
 * @param configIndex log index of it; 0 for the bootstrap configuration or one that is only in the
 *     snapshot
 */
public record NodeState(
    int id,
    long version,
    long currentTerm,
    @Nullable Integer votedFor,
    Role role,
    @Nullable Integer leaderId,
    Places places,
    Configuration config,
    long configIndex,
    UnderWay underWay) {
  /** Places in the log: what is committed, applied, there at all, and in the snapshot. */
  public record Places(
      long commitIndex,
      long lastApplied,
      long lastLogIndex,
      long lastLogTerm,
      long snapshotIndex,
      long snapshotTerm) {
    /** An empty log. */
    public static final Places EMPTY = new Places(0, 0, 0, 0, 0, 0);
  }

  /**
   * What the node has begun and not ended.
   *
   * @param votesGranted who has granted it a vote, or a pre-vote, in its election
   * @param transferTarget to whom a leader is handing over its leadership; null while it is not
   * @param incomingIndex last log index of a snapshot that is arriving in chunks; 0 while none is
   * @param incomingChunk number of the chunk of it that is wanted next, from 0
   */
  public record UnderWay(
      List<Integer> votesGranted,
      List<Integer> votesRefused,
      @Nullable Integer transferTarget,
      long incomingIndex,
      int incomingChunk) {
    /** Nothing, or nobody knows. */
    public static final UnderWay NOTHING = new UnderWay(List.of(), List.of(), null, 0, 0);
  }

  /** A follower that has taken no step yet, with the voters that it was created with. */
  public static NodeState created(int id, List<Integer> voters) {
    return new NodeState(
        id,
        0,
        0,
        null,
        Role.FOLLOWER,
        null,
        Places.EMPTY,
        new Configuration(voters, List.of(), List.of()),
        0,
        UnderWay.NOTHING);
  }

  /** One whose row was never read: nothing is known of it but that it should be there. */
  static NodeState unread(int id) {
    return new NodeState(
        id,
        -1,
        0,
        null,
        Role.FOLLOWER,
        null,
        Places.EMPTY,
        new Configuration(List.of(), List.of(), List.of()),
        0,
        UnderWay.NOTHING);
  }

  /** The row after a step, of which the journal tells the columns that it changed. */
  public NodeState after(Changes changed, long newVersion) {
    int vote = changed.votedFor(orZero(votedFor));
    int leader = changed.leader(orZero(leaderId));
    int target = changed.transferTarget(orZero(underWay.transferTarget()));
    Role newRole = changed.role();
    return new NodeState(
        id,
        newVersion,
        changed.currentTerm(currentTerm),
        orNull(vote),
        newRole == null ? role : newRole,
        orNull(leader),
        new Places(
            changed.commitIndex(commitIndex()),
            changed.lastApplied(lastApplied()),
            changed.lastLogIndex(lastLogIndex()),
            changed.lastLogTerm(lastLogTerm()),
            changed.snapshotIndex(snapshotIndex()),
            changed.snapshotTerm(snapshotTerm())),
        new Configuration(
            changed.voters().orElse(config.voters()),
            changed.outgoing().orElse(config.outgoing()),
            changed.learners().orElse(config.learners())),
        changed.configIndex(configIndex),
        new UnderWay(
            changed.votesGranted().orElse(underWay.votesGranted()),
            changed.votesRefused().orElse(underWay.votesRefused()),
            orNull(target),
            underWay.incomingIndex(),
            underWay.incomingChunk()));
  }

  /** The same where the configuration in force stands elsewhere in the log. */
  public NodeState withConfigIndex(long index) {
    return index == configIndex
        ? this
        : new NodeState(
            id, version, currentTerm, votedFor, role, leaderId, places, config, index, underWay);
  }

  private static int orZero(@Nullable Integer id) {
    return id == null ? 0 : id;
  }

  private static @Nullable Integer orNull(int id) {
    return id == 0 ? null : Integer.valueOf(id);
  }

  public boolean isLeader() {
    return role == Role.LEADER;
  }

  public long commitIndex() {
    return places.commitIndex;
  }

  public long lastApplied() {
    return places.lastApplied;
  }

  public long lastLogIndex() {
    return places.lastLogIndex;
  }

  public long lastLogTerm() {
    return places.lastLogTerm;
  }

  public long snapshotIndex() {
    return places.snapshotIndex;
  }

  public long snapshotTerm() {
    return places.snapshotTerm;
  }
}
