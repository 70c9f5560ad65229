package io.raftarium.observe;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One node as its rows say, all read in one database snapshot.
 *
 * @param log the newest entries, ascending and without holes; older ones than the observer keeps
 *     are left out
 * @param peers the leader's view of its peers by id; empty unless the node is leader
 * @param keyValues the state machine by key
 * @param pending log index of each client request that waits for its commit, by request id; empty
 *     unless leader
 * @param lastStep the newest journalled step, if the journal has one
 * @param transferTarget to whom a leader is handing over its leadership; null while it is not
 * @param configIndex log index of the configuration in force; 0 for the bootstrap configuration or
 *     one that is only in the snapshot
 * @param incomingIndex last log index of a snapshot that is arriving in chunks; 0 while none is
 * @param incomingChunk number of the chunk of it that is wanted next, from 0
 * @param reads key of each read that waits for its round, by request id; empty unless leader
 */
public record NodeView(
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
    List<LogEntry> log,
    SortedMap<Integer, PeerView> peers,
    SortedMap<String, KeyValue> keyValues,
    SortedMap<String, Long> pending,
    @Nullable JournalEntry lastStep,
    @Nullable Integer transferTarget,
    long configIndex,
    long incomingIndex,
    int incomingChunk,
    SortedMap<String, String> reads) {

  /** A node that neither transfers nor receives a snapshot nor reads. */
  public NodeView(
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
      List<LogEntry> log,
      SortedMap<Integer, PeerView> peers,
      SortedMap<String, KeyValue> keyValues,
      SortedMap<String, Long> pending,
      @Nullable JournalEntry lastStep) {
    this(
        id,
        version,
        currentTerm,
        votedFor,
        role,
        leaderId,
        commitIndex,
        lastApplied,
        lastLogIndex,
        lastLogTerm,
        snapshotIndex,
        snapshotTerm,
        voters,
        outgoing,
        learners,
        votesGranted,
        votesRefused,
        log,
        peers,
        keyValues,
        pending,
        lastStep,
        null,
        0,
        0,
        0,
        Collections.emptySortedMap());
  }

  /** The entry at a log index, or null where the view does not hold it. */
  public @Nullable LogEntry entry(long index) {
    if (log.isEmpty()) {
      return null;
    }
    long offset = index - log.getFirst().index();
    return offset < 0 || offset >= log.size() ? null : log.get((int) offset);
  }

  /** Whether the configuration in force is joint: a change of voters is under way (section 6). */
  public boolean joint() {
    return !outgoing.isEmpty();
  }

  /** Whether a node is in the configuration in force here, in any part. */
  public boolean configured(int node) {
    return voters.contains(node) || outgoing.contains(node) || learners.contains(node);
  }

  /** Whether the entry at a log index is known to be committed here. */
  public boolean committed(long index) {
    return index <= commitIndex;
  }
}
