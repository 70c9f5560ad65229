package io.raftarium.view;

import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Role;
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
 * @param reads key of each read that waits for its round, by request id; empty unless leader
 * @param lastStep the newest journalled step, if the journal has one
 */
public record NodeView(
    NodeState state,
    List<LogEntry> log,
    SortedMap<Integer, PeerView> peers,
    SortedMap<String, KeyValue> keyValues,
    SortedMap<String, Long> pending,
    SortedMap<String, String> reads,
    @Nullable JournalEntry lastStep) {

  /** Of a node whose rows could not be read yet. */
  public static NodeView unread(int id) {
    return new NodeView(
        NodeState.unread(id),
        List.of(),
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        null);
  }

  /** Whether its rows were read at all. */
  public boolean known() {
    return state.version() >= 0;
  }

  public int id() {
    return state.id();
  }

  public long version() {
    return state.version();
  }

  public long currentTerm() {
    return state.currentTerm();
  }

  public @Nullable Integer votedFor() {
    return state.votedFor();
  }

  public Role role() {
    return state.role();
  }

  public @Nullable Integer leaderId() {
    return state.leaderId();
  }

  public long commitIndex() {
    return state.commitIndex();
  }

  public long lastApplied() {
    return state.lastApplied();
  }

  public long lastLogIndex() {
    return state.lastLogIndex();
  }

  public long lastLogTerm() {
    return state.lastLogTerm();
  }

  public long snapshotIndex() {
    return state.snapshotIndex();
  }

  public long snapshotTerm() {
    return state.snapshotTerm();
  }

  public List<Integer> voters() {
    return state.config().voters();
  }

  public List<Integer> outgoing() {
    return state.config().outgoing();
  }

  public List<Integer> learners() {
    return state.config().learners();
  }

  public List<Integer> votesGranted() {
    return state.underWay().votesGranted();
  }

  public List<Integer> votesRefused() {
    return state.underWay().votesRefused();
  }

  public @Nullable Integer transferTarget() {
    return state.underWay().transferTarget();
  }

  public long configIndex() {
    return state.configIndex();
  }

  public long incomingIndex() {
    return state.underWay().incomingIndex();
  }

  public int incomingChunk() {
    return state.underWay().incomingChunk();
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
    return state.config().joint();
  }

  /** Whether a node is in the configuration in force here, in any part. */
  public boolean configured(int node) {
    return state.config().all().contains(node);
  }

  /** Whether the entry at a log index is known to be committed here. */
  public boolean committed(long index) {
    return index <= commitIndex();
  }
}
