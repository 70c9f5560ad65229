package io.raftarium.promise;

import io.raftarium.protocol.Configuration;
import io.raftarium.protocol.LogEntry;
import io.raftarium.record.LogChange;
import io.raftarium.view.NodeState;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The checker's picture of a node, built from its rows alone. */
final class Replica {
  final Configuration bootstrap;
  final boolean durableStateMachine;
  final TreeMap<Long, LogEntry> log = new TreeMap<>();

  /** The configurations in the log. */
  final TreeMap<Long, LogEntry> configs = new TreeMap<>();

  /** What the last step moved into the snapshot. */
  final TreeMap<Long, LogEntry> compacted = new TreeMap<>();

  NodeState row;

  /** The log is known from this index on: what stands before it counts as there. */
  long knownFrom;

  /** Of this term and earlier ones not every step is known. */
  long gapTerm = -1;

  Replica(NodeState row, boolean durableStateMachine) {
    this.row = row;
    this.bootstrap = row.config();
    this.durableStateMachine = durableStateMachine;
  }

  /** Notes a change of the log; the entry that it took away or replaced, or null. */
  @Nullable LogEntry note(LogChange change) {
    LogEntry added = change.added();
    if (added != null && added.isConfig()) {
      configs.put(change.index(), added);
    } else {
      configs.remove(change.index());
    }
    return added == null ? log.remove(change.index()) : log.put(change.index(), added);
  }

  /** The entry at an index, also if the last step compacted it; null if it is not there. */
  @Nullable LogEntry entry(long index) {
    LogEntry entry = log.get(index);
    return entry == null ? compacted.get(index) : entry;
  }

  /** Whether the entry is in the log, or lies in the snapshot. */
  boolean has(long index, long term) {
    if (index <= row.snapshotIndex() || index < knownFrom) {
      return true;
    }
    LogEntry entry = log.get(index);
    return entry != null && entry.term() == term;
  }

  /** The term at an index; null where that is not known. */
  @Nullable Long termAt(long index) {
    if (index == 0) {
      return 0L;
    }
    if (index == row.snapshotIndex()) {
      return row.snapshotTerm();
    }
    LogEntry entry = log.get(index);
    return entry == null ? null : entry.term();
  }
}
