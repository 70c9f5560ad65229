package io.raftarium.sim;

import io.raftarium.protocol.Configuration;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The checker's picture of a node, built from its rows alone. */
final class Replica {
  final Configuration bootstrap;
  final boolean durableStateMachine;
  final TreeMap<Long, Entry> log = new TreeMap<>();

  /** What the last step moved into the snapshot. */
  final TreeMap<Long, Entry> compacted = new TreeMap<>();

  NodeRow row;

  Replica(NodeRow row, boolean durableStateMachine) {
    this.row = row;
    this.bootstrap = row.config();
    this.durableStateMachine = durableStateMachine;
  }

  /** The entry at an index, also if the last step compacted it; null if it is not there. */
  @Nullable Entry entry(long index) {
    Entry entry = log.get(index);
    return entry == null ? compacted.get(index) : entry;
  }

  /** Whether the entry is in the log, or lies in the snapshot. */
  boolean has(long index, long term) {
    if (index <= row.snapshotIndex()) {
      return true;
    }
    Entry entry = log.get(index);
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
    Entry entry = log.get(index);
    return entry == null ? null : entry.term();
  }
}
