package io.raftarium.sim;

import io.raftarium.protocol.Configuration;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Reply;
import io.raftarium.view.NodeState;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Knows what was ever committed and checks that it stays, is agreed on, and was rightly so. */
final class CommitInvariants {
  /** An entry that was committed somewhere, and the lowest term in which it is known to be. */
  private record Committed(LogEntry entry, long inTerm) {}

  private final SortedMap<Integer, Replica> replicas;
  private final TreeMap<Long, Committed> committed = new TreeMap<>();
  private @Nullable Configuration committedConfig;
  private long committedConfigIndex;

  /** Sees all nodes through the map, as it is at every call. */
  CommitInvariants(SortedMap<Integer, Replica> replicas) {
    this.replicas = replicas;
  }

  /** The highest index known to be committed. */
  long commitIndex() {
    return committed.isEmpty() ? 0 : committed.lastKey();
  }

  /**
   * Whether the newest committed configuration leaves a node out for good: it is final, and no log
   * holds a newer one that names the node.
   */
  boolean isRemoved(int node) {
    Configuration config = committedConfig;
    return config != null
        && !config.joint()
        && !config.all().contains(node)
        && replicas.values().stream()
            .flatMap(r -> r.log.tailMap(committedConfigIndex, false).values().stream())
            .filter(LogEntry::isConfig)
            .noneMatch(entry -> Configuration.of(entry.command()).all().contains(node));
  }

  /** What is committed is the same everywhere and for ever. */
  void commit(Replica replica, NodeState before) {
    NodeState now = replica.row;
    for (long next = before.commitIndex() + 1; next <= now.commitIndex(); next++) {
      long i = next;
      LogEntry entry = replica.entry(i);
      if (entry == null) {
        Violation.unless(
            i <= now.snapshotIndex() && committed.containsKey(i),
            "state machine safety",
            () ->
                String.format(
                    Locale.ROOT,
                    "node %d says that entry %d is committed, but nobody knows it",
                    now.id(),
                    i));
        continue;
      }
      Committed known = committed.get(i);
      if (known == null) {
        committed.put(i, new Committed(entry, now.currentTerm()));
        if (entry.isConfig()) {
          configHasMajority(now, i, entry);
          committedConfig = Configuration.of(entry.command());
          committedConfigIndex = i;
        }
        for (Replica other : replicas.values()) {
          if (other.row.isLeader() && other.row.currentTerm() > now.currentTerm()) {
            requireComplete(other, i, entry);
          }
        }
      } else {
        Violation.unless(
            known.entry().equals(entry),
            "state machine safety",
            () ->
                String.format(
                    Locale.ROOT,
                    "entry %d was committed as (%s), node %d has it committed as (%s)",
                    i,
                    known.entry(),
                    now.id(),
                    entry));
        if (known.inTerm() > now.currentTerm()) {
          committed.put(i, new Committed(entry, now.currentTerm()));
        }
      }
    }
    Committed atSnapshot = committed.get(now.snapshotIndex());
    Violation.unless(
        now.snapshotIndex() == before.snapshotIndex()
            || (atSnapshot != null && atSnapshot.entry().term() == now.snapshotTerm()),
        "a snapshot ends with a committed entry",
        () ->
            String.format(
                Locale.ROOT,
                "node %d has a snapshot up to (%d, %d), committed there is %s",
                now.id(),
                now.snapshotIndex(),
                now.snapshotTerm(),
                atSnapshot));
  }

  void leaderIsComplete(Replica leader) {
    for (Map.Entry<Long, Committed> entry :
        committed.tailMap(leader.row.snapshotIndex() + 1).entrySet()) {
      if (entry.getValue().inTerm() < leader.row.currentTerm()) {
        requireComplete(leader, entry.getKey(), entry.getValue().entry());
      }
    }
  }

  private static void requireComplete(Replica leader, long index, LogEntry entry) {
    Violation.unless(
        leader.has(index, entry.term()),
        "leader completeness",
        () ->
            String.format(
                Locale.ROOT,
                "node %d leads term %d without committed entry %d (%s)",
                leader.row.id(),
                leader.row.currentTerm(),
                index,
                entry));
  }

  /** Majorities count by the configuration that the log held before or after the step. */
  void commitHasMajority(Replica leader, long lastBefore) {
    long index = leader.row.commitIndex();
    LogEntry entry = leader.entry(index);
    if (entry == null) {
      return; // the log says elsewhere that it has a gap
    }
    Violation.unless(
        entry.term() == leader.row.currentTerm(),
        "a leader commits by an entry of its own term",
        () ->
            String.format(
                Locale.ROOT,
                "leader %d of term %d committed entry %d (%s)",
                leader.row.id(),
                leader.row.currentTerm(),
                index,
                entry));
    Violation.unless(
        configAt(leader, lastBefore).majority(node -> holds(node, index, entry.term()))
            || leader.row.config().majority(node -> holds(node, index, entry.term())),
        "what is committed is on a majority",
        () ->
            String.format(
                Locale.ROOT,
                "leader %d of term %d committed entry %d (%s) without a majority of %s",
                leader.row.id(),
                leader.row.currentTerm(),
                index,
                entry,
                leader.row.config()));
  }

  /** A configuration counts for its own entry already: while joint, both majorities have it. */
  private void configHasMajority(NodeState now, long index, LogEntry entry) {
    Configuration config = Configuration.of(entry.command());
    Violation.unless(
        config.majority(node -> holds(node, index, entry.term())),
        "a configuration is committed by its own majorities",
        () ->
            String.format(
                Locale.ROOT,
                "node %d says that configuration %d (%s) is committed, but not on a majority of it",
                now.id(),
                index,
                config));
  }

  private boolean holds(int node, long index, long term) {
    Replica replica = replicas.get(node);
    return replica != null && replica.has(index, term);
  }

  /** The configuration in force when the log ended at an index. */
  private static Configuration configAt(Replica replica, long index) {
    for (LogEntry entry : replica.log.headMap(index, true).descendingMap().values()) {
      if (entry.isConfig()) {
        return Configuration.of(entry.command());
      }
    }
    return replica.row.snapshotIndex() == 0 ? replica.bootstrap : replica.row.config();
  }

  /** What an answer speaks of is committed; a read, and a transfer before any commit, name none. */
  void acknowledged(Reply reply, NodeState now) {
    boolean ofNoEntry = reply.result().hasValue() || reply.result().hasLeader();
    if (reply.status() != Reply.Status.OK || (reply.index() == 0 && ofNoEntry)) {
      return;
    }
    long index = reply.index();
    Committed entry = committed.get(index);
    Violation.unless(
        index <= now.commitIndex() && entry != null,
        "ok means committed",
        () ->
            String.format(
                Locale.ROOT,
                "node %d answered %s, but its commit index is %d",
                now.id(),
                reply,
                now.commitIndex()));
  }
}
