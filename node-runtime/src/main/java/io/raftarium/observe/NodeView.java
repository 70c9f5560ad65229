package io.raftarium.observe;

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
    @Nullable JournalEntry lastStep) {

  /** The entry at a log index, or null where the view does not hold it. */
  public @Nullable LogEntry entry(long index) {
    if (log.isEmpty()) {
      return null;
    }
    long offset = index - log.getFirst().index();
    return offset < 0 || offset >= log.size() ? null : log.get((int) offset);
  }

  /** Whether the entry at a log index is known to be committed here. */
  public boolean committed(long index) {
    return index <= commitIndex;
  }
}
