package io.raftarium.view;

import io.raftarium.protocol.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node's row of {@code raft.raft_state}: the columns that others read.
 *
 * @param transferTarget to whom a leader is handing over its leadership; null while it is not
 * @param configIndex log index of the configuration in force; 0 for the bootstrap configuration or
 *     one that is only in the snapshot
 * @param incomingIndex last log index of a snapshot that is arriving in chunks; 0 while none is
 * @param incomingChunk number of the chunk of it that is wanted next, from 0
 */
public record NodeState(
    int id,
    long version,
    long currentTerm,
    @Nullable Integer votedFor,
    Role role,
    @Nullable Integer leaderId,
    long commitIndex,
    long lastApplied,
    long lastLogIndex,
    long lastLogTerm,
    long snapshotIndex,
    long snapshotTerm,
    List<Integer> voters,
    List<Integer> outgoing,
    List<Integer> learners,
    List<Integer> votesGranted,
    List<Integer> votesRefused,
    @Nullable Integer transferTarget,
    long configIndex,
    long incomingIndex,
    int incomingChunk) {
  /** A follower that has taken no step yet, with the voters that it was created with. */
  public static NodeState created(int id, List<Integer> voters) {
    return new NodeState(
        id,
        0,
        0,
        null,
        Role.FOLLOWER,
        null,
        0,
        0,
        0,
        0,
        0,
        0,
        voters,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        0,
        0,
        0);
  }
}
