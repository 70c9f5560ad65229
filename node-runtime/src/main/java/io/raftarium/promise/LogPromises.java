package io.raftarium.promise;

import io.raftarium.protocol.Configuration;
import io.raftarium.protocol.LogEntry;
import io.raftarium.record.LogChange;
import io.raftarium.view.Newest;
import io.raftarium.view.NodeState;
import java.util.Locale;
import java.util.Map;

/** Checks what a step did to its node's log, and keeps the picture of the log up to date. */
final class LogPromises {
  private record Position(long index, long term) {}

  /** What stands at a position and before it, wherever the position is in a log. */
  private record Content(LogEntry entry, long termBefore) {}

  private final Map<Position, Content> contents;
  private final Breaches breaches;
  private long entries;

  LogPromises(int remembered, Breaches breaches) {
    this.contents = new Newest<>(remembered);
    this.breaches = breaches;
  }

  /** How many entries were seen. */
  long entries() {
    return entries;
  }

  /** Notes a change, and checks it. */
  void change(Replica replica, NodeState before, NodeState now, LogChange change) {
    int node = now.id();
    long index = change.index();
    breaches.unless(
        change.node() == node,
        Promise.CONTRACT,
        () ->
            String.format(
                Locale.ROOT,
                "a step of node %d changed entry %d of node %d",
                node,
                index,
                change.node()));
    LogEntry added = change.added();
    LogEntry old = replica.note(change);
    if (added == null) {
      boolean compacted = index <= now.snapshotIndex();
      if (compacted && old != null) {
        replica.compacted.put(index, old);
      }
      breaches.unless(
          compacted || index > before.commitIndex(),
          Promise.COMMITTED_STAYS,
          () ->
              String.format(
                  Locale.ROOT,
                  "node %d cut entry %d (%s) though its commit index was %d",
                  node,
                  index,
                  old,
                  before.commitIndex()));
      breaches.unless(
          compacted || !leadsOn(before, now),
          Promise.LEADER_APPEND_ONLY,
          () ->
              String.format(
                  Locale.ROOT,
                  "leader %d of term %d cut entry %d (%s)",
                  node,
                  now.currentTerm(),
                  index,
                  old));
      return;
    }
    entries++;
    breaches.unless(
        old == null,
        Promise.LOG_MATCHING,
        () ->
            String.format(
                Locale.ROOT, "node %d changed entry %d from %s to %s", node, index, old, added));
    breaches.unless(
        added.term() <= now.currentTerm(),
        Promise.ROW_AND_LOG,
        () ->
            String.format(
                Locale.ROOT,
                "node %d of term %d holds entry %d: %s",
                node,
                now.currentTerm(),
                index,
                added));
    LogEntry previous = replica.log.get(index - 1);
    long termBefore =
        index == 1
            ? 0
            : previous != null
                ? previous.term()
                : index - 1 == now.snapshotIndex() ? now.snapshotTerm() : -1;
    if (termBefore >= 0) {
      logsMatch(node, index, added, termBefore);
      if (added.isConfig() && leadsOn(before, now)) {
        oneConfigAtATime(replica, before, now, index, added);
      }
    }
  }

  private static boolean leadsOn(NodeState before, NodeState now) {
    return before.isLeader() && now.isLeader() && before.currentTerm() == now.currentTerm();
  }

  /** Same index and term: same entry, and (by induction) the same log before it. */
  private void logsMatch(int node, long index, LogEntry entry, long termBefore) {
    breaches.unless(
        entry.term() >= termBefore,
        Promise.LOG_MATCHING,
        () ->
            String.format(
                Locale.ROOT,
                "node %d holds entry %d of term %d behind one of term %d",
                node,
                index,
                entry.term(),
                termBefore));
    Content content = new Content(entry, termBefore);
    Content other = contents.putIfAbsent(new Position(index, entry.term()), content);
    breaches.unless(
        other == null || other.equals(content),
        Promise.LOG_MATCHING,
        () ->
            String.format(
                Locale.ROOT,
                "entry %d of term %d is (%s) in one log and (%s) in that of node %d, or what stands before differs",
                index,
                entry.term(),
                other,
                content,
                node));
  }

  private void oneConfigAtATime(
      Replica replica, NodeState before, NodeState now, long index, LogEntry added) {
    Map.Entry<Long, LogEntry> newest = replica.configs.lowerEntry(index);
    if (newest == null && index <= before.lastLogIndex()) {
      // It was there before anybody looked, and so was what it came after.
      return;
    }
    long last = newest == null ? 0 : newest.getKey();
    Configuration previous =
        newest == null ? before.config() : Configuration.of(newest.getValue().command());
    Configuration next = Configuration.of(added.command());
    breaches.unless(
        last <= Math.max(before.commitIndex(), now.commitIndex()),
        Promise.CONFIGURATIONS,
        () ->
            String.format(
                Locale.ROOT,
                "leader %d appended configuration %d while configuration %d is not committed",
                replica.row.id(),
                index,
                last));
    boolean fits =
        next.joint()
            ? !previous.joint() && next.outgoing().equals(previous.voters())
            : next.voters().equals(previous.voters());
    breaches.unless(
        fits,
        Promise.CONFIGURATIONS,
        () ->
            String.format(
                Locale.ROOT,
                "leader %d went from %s to %s",
                replica.row.id(),
                previous.words(),
                next.words()));
  }

  /** A node's row tells where its log ends, and the log has no gap. */
  void rowFitsLog(Replica replica) {
    NodeState row = replica.row;
    long last = replica.log.isEmpty() ? row.snapshotIndex() : replica.log.lastKey();
    Long lastTerm = replica.termAt(last);
    breaches.unless(
        row.lastLogIndex() == Math.max(last, row.snapshotIndex())
            && (lastTerm == null || last < row.lastLogIndex() || row.lastLogTerm() == lastTerm),
        Promise.ROW_AND_LOG,
        () ->
            String.format(
                Locale.ROOT,
                "node %d says (%d, %d), but its log ends at (%d, %d)",
                row.id(),
                row.lastLogIndex(),
                row.lastLogTerm(),
                last,
                lastTerm));
    breaches.unless(
        row.snapshotIndex() <= row.lastApplied()
            && row.lastApplied() <= row.commitIndex()
            && row.commitIndex() <= row.lastLogIndex(),
        Promise.ROW_AND_LOG,
        () ->
            String.format(
                Locale.ROOT,
                "node %d has %d, %d, %d, %d",
                row.id(),
                row.snapshotIndex(),
                row.lastApplied(),
                row.commitIndex(),
                row.lastLogIndex()));
    if (!replica.log.isEmpty()) {
      long first = replica.log.firstKey();
      breaches.unless(
          last - first + 1 == replica.log.size()
              && first <= Math.max(row.snapshotIndex() + 1, replica.knownFrom),
          Promise.ROW_AND_LOG,
          () ->
              String.format(
                  Locale.ROOT,
                  "node %d holds %d entries from %d to %d behind snapshot %d",
                  row.id(),
                  replica.log.size(),
                  first,
                  last,
                  row.snapshotIndex()));
      Content behind =
          contents.get(new Position(first, replica.log.firstEntry().getValue().term()));
      breaches.unless(
          first != row.snapshotIndex() + 1
              || behind == null
              || behind.termBefore() == row.snapshotTerm(),
          Promise.LOG_MATCHING,
          () ->
              String.format(
                  Locale.ROOT,
                  "node %d holds entry %d (%s) behind a snapshot that ends in term %d",
                  row.id(),
                  first,
                  behind,
                  row.snapshotTerm()));
    }
  }
}
