package io.raftarium.promise;

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
public final class CommitPromises {
  /** An entry that was committed somewhere, and the lowest term in which it is known to be. */
  private record Committed(LogEntry entry, long inTerm) {}

  private final SortedMap<Integer, Replica> replicas;
  private final int remembered;
  private final boolean exact;
  private final boolean oneMoment;
  private final Breaches breaches;
  private final TreeMap<Long, Committed> committed = new TreeMap<>();
  private @Nullable Configuration committedConfig;
  private long committedConfigIndex;
  private long seen;
  private long answers;

  /**
   * Sees all nodes through the map, as it is at every call.
   *
   * @param remembered how many committed entries, of which the oldest are forgotten
   * @param exact whether every step of every node is seen, from its first
   * @param oneMoment whether all nodes are seen as they are at the same moment; else those that do
   *     not lead may be seen before what they all committed
   */
  CommitPromises(
      SortedMap<Integer, Replica> replicas,
      int remembered,
      boolean exact,
      boolean oneMoment,
      Breaches breaches) {
    this.replicas = replicas;
    this.remembered = remembered;
    this.exact = exact;
    this.oneMoment = oneMoment;
    this.breaches = breaches;
  }

  /** How many committed entries were seen. */
  long seen() {
    return seen;
  }

  /** How many answers were seen. */
  long answers() {
    return answers;
  }

  /** The highest index known to be committed. */
  public long commitIndex() {
    return committed.isEmpty() ? 0 : committed.lastKey();
  }

  /**
   * Whether the newest committed configuration leaves a node out for good: it is final, and no log
   * holds a newer one that names the node.
   */
  public boolean isRemoved(int node) {
    Configuration config = committedConfig;
    return config != null
        && !config.joint()
        && !config.all().contains(node)
        && replicas.values().stream()
            .flatMap(r -> r.configs.tailMap(committedConfigIndex, false).values().stream())
            .noneMatch(entry -> Configuration.of(entry.command()).all().contains(node));
  }

  /** What is committed is the same everywhere and for ever. */
  void commit(Replica replica, NodeState before) {
    NodeState now = replica.row;
    for (long next = before.commitIndex() + 1; next <= now.commitIndex(); next++) {
      long i = next;
      LogEntry entry = replica.entry(i);
      if (entry == null) {
        breaches.unless(
            !exact || (i <= now.snapshotIndex() && committed.containsKey(i)),
            Promise.STATE_MACHINE_SAFETY,
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
        seen++;
        committed.put(i, new Committed(entry, now.currentTerm()));
        if (entry.isConfig()) {
          if (oneMoment || now.isLeader()) {
            configHasMajority(now, i, entry);
          }
          committedConfig = Configuration.of(entry.command());
          committedConfigIndex = i;
        }
        for (Replica other : replicas.values()) {
          if (other.row.isLeader() && other.row.currentTerm() > now.currentTerm()) {
            requireComplete(other, i, entry);
          }
        }
      } else {
        breaches.unless(
            known.entry().equals(entry),
            Promise.STATE_MACHINE_SAFETY,
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
    while (committed.size() > remembered) {
      committed.pollFirstEntry();
    }
    Committed atSnapshot = committed.get(now.snapshotIndex());
    breaches.unless(
        now.snapshotIndex() == before.snapshotIndex()
            || (atSnapshot == null ? !exact : atSnapshot.entry().term() == now.snapshotTerm()),
        Promise.STATE_MACHINE_SAFETY,
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

  private void requireComplete(Replica leader, long index, LogEntry entry) {
    breaches.unless(
        leader.has(index, entry.term()),
        Promise.LEADER_COMPLETENESS,
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
  void commitHasMajority(Replica leader, NodeState before) {
    long index = leader.row.commitIndex();
    LogEntry entry = leader.entry(index);
    if (entry == null) {
      return; // the log says elsewhere that it has a gap
    }
    breaches.unless(
        entry.term() == leader.row.currentTerm(),
        Promise.QUORUM_COMMIT,
        () ->
            String.format(
                Locale.ROOT,
                "leader %d of term %d committed entry %d (%s)",
                leader.row.id(),
                leader.row.currentTerm(),
                index,
                entry));
    breaches.unless(
        (exact ? before.config() : configAt(leader, before.lastLogIndex()))
                .majority(node -> holds(node, index, entry.term()))
            || leader.row.config().majority(node -> holds(node, index, entry.term())),
        Promise.QUORUM_COMMIT,
        () ->
            String.format(
                Locale.ROOT,
                "leader %d of term %d committed entry %d (%s) without a majority of %s",
                leader.row.id(),
                leader.row.currentTerm(),
                index,
                entry,
                leader.row.config().words()));
  }

  /** A configuration counts for its own entry already: while joint, both majorities have it. */
  private void configHasMajority(NodeState now, long index, LogEntry entry) {
    Configuration config = Configuration.of(entry.command());
    breaches.unless(
        config.majority(node -> holds(node, index, entry.term())),
        Promise.QUORUM_COMMIT,
        () ->
            String.format(
                Locale.ROOT,
                "node %d says that configuration %d (%s) is committed, but not on a majority of it",
                now.id(),
                index,
                config.words()));
  }

  private boolean holds(int node, long index, long term) {
    Replica replica = replicas.get(node);
    return replica == null ? !exact : replica.has(index, term);
  }

  /** The configuration in force when the log ended at an index. */
  private static Configuration configAt(Replica replica, long index) {
    Map.Entry<Long, LogEntry> newest = replica.configs.floorEntry(index);
    if (newest != null) {
      return Configuration.of(newest.getValue().command());
    }
    return replica.row.snapshotIndex() == 0 ? replica.bootstrap : replica.row.config();
  }

  /** What an answer speaks of is committed; a read, and a transfer before any commit, name none. */
  void acknowledged(Reply reply, NodeState now) {
    answers++;
    boolean ofNoEntry = reply.result().hasValue() || reply.result().hasLeader();
    if (reply.status() != Reply.Status.OK || (reply.index() == 0 && ofNoEntry)) {
      return;
    }
    long index = reply.index();
    Committed entry = committed.get(index);
    breaches.unless(
        index <= now.commitIndex() && (entry != null || !exact),
        Promise.ANSWERS,
        () ->
            String.format(
                Locale.ROOT,
                "node %d answered %s, but its commit index is %d",
                now.id(),
                reply,
                now.commitIndex()));
  }
}
