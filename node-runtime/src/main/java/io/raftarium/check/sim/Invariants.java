package io.raftarium.check.sim;

import io.raftarium.check.sim.Stepper.LogChange;
import io.raftarium.check.sim.Stepper.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks Raft's promises after every step, from the rows and from what they were before; it knows
 * nothing of how the function works. Throws {@link Violation} at the first that does not hold.
 */
final class Invariants {
  /** An entry that was committed somewhere, and the lowest term in which it is known to be. */
  private record Committed(Entry entry, long inTerm) {}

  private record Position(long index, long term) {}

  /** What stands at a position and before it, wherever the position is in a log. */
  private record Content(Entry entry, long termBefore) {}

  private final SortedMap<Integer, Replica> replicas = new TreeMap<>();
  private final TreeMap<Long, Committed> committed = new TreeMap<>();
  private final Map<Position, Content> contents = new HashMap<>();
  private final Map<Long, Integer> leaders = new HashMap<>();
  private final Map<Long, Map<Integer, Integer>> votes = new HashMap<>();
  private @Nullable Config committedConfig;
  private long committedConfigIndex;

  /** A node is created; its row is as it is now. */
  void created(NodeRow row, boolean durableStateMachine) {
    replicas.put(row.node(), new Replica(row, durableStateMachine));
  }

  /** A node's disk is gone for ever. */
  void dropped(int node) {
    replicas.remove(node);
  }

  /** The highest index known to be committed. */
  long commitIndex() {
    return committed.isEmpty() ? 0 : committed.lastKey();
  }

  /** How many terms had a leader. */
  int leadersElected() {
    return leaders.size();
  }

  /**
   * Whether the newest committed configuration leaves a node out for good: it is final, and no log
   * holds a newer one that names the node.
   */
  boolean isRemoved(int node) {
    Config config = committedConfig;
    return config != null
        && !config.joint()
        && !config.all().contains(node)
        && replicas.values().stream()
            .flatMap(r -> r.log.tailMap(committedConfigIndex, false).values().stream())
            .filter(Entry::isConfig)
            .noneMatch(entry -> Config.of(entry.command()).all().contains(node));
  }

  /** The node's row as last seen. */
  NodeRow row(int node) {
    return replica(node).row;
  }

  /** Checks a step. */
  void after(Outcome outcome) {
    NodeRow now = outcome.row();
    Replica replica = replica(now.node());
    NodeRow before = replica.row;
    String type = outcome.step().event().path("type").stringValue("");
    neverBack(before, now, replica, type.equals("Start"));
    votesAreKept(before, now);
    oneLeaderATerm(before, now);
    replica.compacted.clear();
    for (LogChange change : outcome.changes()) {
      change(replica, before, now, change);
    }
    if (type.equals("InstallSnapshot")) {
      // The snapshot speaks for these indexes, whatever stood there.
      replica.compacted.clear();
    }
    replica.row = now;
    rowFitsLog(replica);
    commit(replica, before);
    if (now.isLeader()) {
      if (!before.isLeader() || before.term() != now.term()) {
        leaderIsComplete(replica);
        leaderWasElected(now);
      } else if (now.commitIndex() > before.commitIndex()) {
        commitHasMajority(replica, before.lastLogIndex());
      }
    }
    outcome.result().path("replies").forEach(reply -> acknowledged(reply, now));
  }

  private void neverBack(NodeRow before, NodeRow now, Replica replica, boolean started) {
    require(
        now.term() >= before.term(),
        "terms never go back",
        () -> "node %d went from term %d to %d".formatted(now.node(), before.term(), now.term()));
    require(
        now.version() == before.version() || now.version() == before.version() + 1,
        "versions have no gap",
        () ->
            "node %d went from version %d to %d"
                .formatted(now.node(), before.version(), now.version()));
    // Without a durable state machine both begin again at the snapshot.
    long commitFloor =
        started && !replica.durableStateMachine ? before.snapshotIndex() : before.commitIndex();
    long appliedFloor =
        started && !replica.durableStateMachine ? before.snapshotIndex() : before.lastApplied();
    require(
        now.commitIndex() >= commitFloor && now.lastApplied() >= appliedFloor,
        "commit index and last applied never go back",
        () ->
            "node %d went from %d (applied %d) to %d (applied %d)"
                .formatted(
                    now.node(),
                    before.commitIndex(),
                    before.lastApplied(),
                    now.commitIndex(),
                    now.lastApplied()));
    require(
        now.snapshotIndex() >= before.snapshotIndex(),
        "snapshots never go back",
        () ->
            "node %d went from %d to %d"
                .formatted(now.node(), before.snapshotIndex(), now.snapshotIndex()));
  }

  private void votesAreKept(NodeRow before, NodeRow now) {
    require(
        now.term() != before.term()
            || before.votedFor() == 0
            || now.votedFor() == before.votedFor(),
        "no vote changes within a term",
        () ->
            "node %d voted for %d in term %d and now for %d"
                .formatted(now.node(), before.votedFor(), now.term(), now.votedFor()));
    if (now.votedFor() != 0) {
      votes.computeIfAbsent(now.term(), term -> new HashMap<>()).put(now.node(), now.votedFor());
    }
  }

  private void oneLeaderATerm(NodeRow before, NodeRow now) {
    if (now.isLeader() && (!before.isLeader() || before.term() != now.term())) {
      Integer other = leaders.putIfAbsent(now.term(), now.node());
      require(
          other == null || other == now.node(),
          "election safety",
          () -> "nodes %d and %d both lead term %d".formatted(other, now.node(), now.term()));
    }
  }

  private void change(Replica replica, NodeRow before, NodeRow now, LogChange change) {
    int node = now.node();
    long index = change.index();
    require(
        change.node() == node,
        "a step changes one node",
        () ->
            "a step of node %d changed entry %d of node %d".formatted(node, index, change.node()));
    Entry added = change.added();
    if (added == null) {
      Entry gone = replica.log.remove(index);
      boolean compacted = index <= now.snapshotIndex();
      if (compacted && gone != null) {
        replica.compacted.put(index, gone);
      }
      require(
          compacted || index > before.commitIndex(),
          "what is committed stays",
          () ->
              "node %d cut entry %d (%s) though its commit index was %d"
                  .formatted(node, index, gone, before.commitIndex()));
      require(
          compacted || !leadsOn(before, now),
          "leader append-only",
          () -> "leader %d of term %d cut entry %d (%s)".formatted(node, now.term(), index, gone));
      return;
    }
    Entry old = replica.log.put(index, added);
    require(
        old == null,
        "entries are not overwritten",
        () -> "node %d changed entry %d from %s to %s".formatted(node, index, old, added));
    require(
        added.term() <= now.term(),
        "no entry is ahead of its node's term",
        () -> "node %d of term %d holds entry %d: %s".formatted(node, now.term(), index, added));
    Entry previous = replica.log.get(index - 1);
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

  private static boolean leadsOn(NodeRow before, NodeRow now) {
    return before.isLeader() && now.isLeader() && before.term() == now.term();
  }

  /** Same index and term: same entry, and (by induction) the same log before it. */
  private void logsMatch(int node, long index, Entry entry, long termBefore) {
    require(
        entry.term() >= termBefore,
        "terms rise along a log",
        () ->
            "node %d holds entry %d of term %d behind one of term %d"
                .formatted(node, index, entry.term(), termBefore));
    Content content = new Content(entry, termBefore);
    Content other = contents.putIfAbsent(new Position(index, entry.term()), content);
    require(
        other == null || other.equals(content),
        "log matching",
        () ->
            "entry %d of term %d is (%s) in one log and (%s) in that of node %d, or what stands before differs"
                .formatted(index, entry.term(), other, content, node));
  }

  private static void oneConfigAtATime(
      Replica replica, NodeRow before, NodeRow now, long index, Entry added) {
    Map.Entry<Long, Entry> newest = null;
    for (Map.Entry<Long, Entry> entry :
        replica.log.headMap(index, false).descendingMap().entrySet()) {
      if (entry.getValue().isConfig()) {
        newest = entry;
        break;
      }
    }
    long last = newest == null ? 0 : newest.getKey();
    Config previous = newest == null ? before.config() : Config.of(newest.getValue().command());
    Config next = Config.of(added.command());
    require(
        last <= Math.max(before.commitIndex(), now.commitIndex()),
        "one configuration change at a time",
        () ->
            "leader %d appended configuration %d while configuration %d is not committed"
                .formatted(replica.row.node(), index, last));
    boolean fits =
        next.joint()
            ? !previous.joint() && next.outgoing().equals(previous.voters())
            : next.voters().equals(previous.voters());
    require(
        fits,
        "a change of voters is joint",
        () -> "leader %d went from %s to %s".formatted(replica.row.node(), previous, next));
  }

  private void rowFitsLog(Replica replica) {
    NodeRow row = replica.row;
    long last = replica.log.isEmpty() ? row.snapshotIndex() : replica.log.lastKey();
    Long lastTerm = replica.termAt(last);
    require(
        row.lastLogIndex() == Math.max(last, row.snapshotIndex())
            && (lastTerm == null || last < row.lastLogIndex() || row.lastLogTerm() == lastTerm),
        "the row tells the log's end",
        () ->
            "node %d says (%d, %d), but its log ends at (%d, %d)"
                .formatted(row.node(), row.lastLogIndex(), row.lastLogTerm(), last, lastTerm));
    require(
        row.snapshotIndex() <= row.lastApplied()
            && row.lastApplied() <= row.commitIndex()
            && row.commitIndex() <= row.lastLogIndex(),
        "snapshot, applied, committed, last: in this order",
        () ->
            "node %d has %d, %d, %d, %d"
                .formatted(
                    row.node(),
                    row.snapshotIndex(),
                    row.lastApplied(),
                    row.commitIndex(),
                    row.lastLogIndex()));
    if (!replica.log.isEmpty()) {
      long first = replica.log.firstKey();
      require(
          last - first + 1 == replica.log.size() && first <= row.snapshotIndex() + 1,
          "a log has no gap",
          () ->
              "node %d holds %d entries from %d to %d behind snapshot %d"
                  .formatted(row.node(), replica.log.size(), first, last, row.snapshotIndex()));
    }
  }

  /** What is committed is the same everywhere and for ever. */
  private void commit(Replica replica, NodeRow before) {
    NodeRow now = replica.row;
    for (long next = before.commitIndex() + 1; next <= now.commitIndex(); next++) {
      long i = next;
      Entry entry = replica.entry(i);
      if (entry == null) {
        require(
            i <= now.snapshotIndex() && committed.containsKey(i),
            "state machine safety",
            () ->
                "node %d says that entry %d is committed, but nobody knows it"
                    .formatted(now.node(), i));
        continue;
      }
      Committed known = committed.get(i);
      if (known == null) {
        committed.put(i, new Committed(entry, now.term()));
        if (entry.isConfig()) {
          committedConfig = Config.of(entry.command());
          committedConfigIndex = i;
        }
        for (Replica other : replicas.values()) {
          if (other.row.isLeader() && other.row.term() > now.term()) {
            requireComplete(other, i, entry);
          }
        }
      } else {
        require(
            known.entry().equals(entry),
            "state machine safety",
            () ->
                "entry %d was committed as (%s), node %d has it committed as (%s)"
                    .formatted(i, known.entry(), now.node(), entry));
        if (known.inTerm() > now.term()) {
          committed.put(i, new Committed(entry, now.term()));
        }
      }
    }
    Committed atSnapshot = committed.get(now.snapshotIndex());
    require(
        now.snapshotIndex() == before.snapshotIndex()
            || (atSnapshot != null && atSnapshot.entry().term() == now.snapshotTerm()),
        "a snapshot ends with a committed entry",
        () ->
            "node %d has a snapshot up to (%d, %d), committed there is %s"
                .formatted(now.node(), now.snapshotIndex(), now.snapshotTerm(), atSnapshot));
  }

  private void leaderIsComplete(Replica leader) {
    for (Map.Entry<Long, Committed> entry :
        committed.tailMap(leader.row.snapshotIndex() + 1).entrySet()) {
      if (entry.getValue().inTerm() < leader.row.term()) {
        requireComplete(leader, entry.getKey(), entry.getValue().entry());
      }
    }
  }

  private static void requireComplete(Replica leader, long index, Entry entry) {
    require(
        leader.has(index, entry.term()),
        "leader completeness",
        () ->
            "node %d leads term %d without committed entry %d (%s)"
                .formatted(leader.row.node(), leader.row.term(), index, entry));
  }

  private void leaderWasElected(NodeRow leader) {
    Map<Integer, Integer> given = votes.getOrDefault(leader.term(), Map.of());
    // The configuration may have changed with the leader's own first entry only by a later step.
    require(
        leader.config().majority(voter -> given.getOrDefault(voter, 0) == leader.node()),
        "a leader has the votes of a majority",
        () ->
            "node %d leads term %d with %s by votes %s"
                .formatted(leader.node(), leader.term(), leader.config(), given));
  }

  /** Majorities count by the configuration that the log held before or after the step. */
  private void commitHasMajority(Replica leader, long lastBefore) {
    long index = leader.row.commitIndex();
    Entry entry = leader.entry(index);
    if (entry == null) {
      return; // the log says elsewhere that it has a gap
    }
    require(
        entry.term() == leader.row.term(),
        "a leader commits by an entry of its own term",
        () ->
            "leader %d of term %d committed entry %d (%s)"
                .formatted(leader.row.node(), leader.row.term(), index, entry));
    require(
        configAt(leader, lastBefore).majority(node -> holds(node, index, entry.term()))
            || leader.row.config().majority(node -> holds(node, index, entry.term())),
        "what is committed is on a majority",
        () ->
            "leader %d of term %d committed entry %d (%s) without a majority of %s"
                .formatted(
                    leader.row.node(), leader.row.term(), index, entry, leader.row.config()));
  }

  private boolean holds(int node, long index, long term) {
    Replica replica = replicas.get(node);
    return replica != null && replica.has(index, term);
  }

  /** The configuration in force when the log ended at an index. */
  private static Config configAt(Replica replica, long index) {
    for (Entry entry : replica.log.headMap(index, true).descendingMap().values()) {
      if (entry.isConfig()) {
        return Config.of(entry.command());
      }
    }
    return replica.row.snapshotIndex() == 0 ? replica.bootstrap : replica.row.config();
  }

  private void acknowledged(JsonNode reply, NodeRow now) {
    if (!reply.path("status").stringValue("").equals("ok") || !reply.path("index").isNumber()) {
      return;
    }
    long index = reply.path("index").longValue();
    Committed entry = committed.get(index);
    require(
        index <= now.commitIndex() && entry != null,
        "ok means committed",
        () ->
            "node %d answered %s, but its commit index is %d"
                .formatted(now.node(), reply, now.commitIndex()));
  }

  private Replica replica(int node) {
    Replica replica = replicas.get(node);
    if (replica == null) {
      throw new IllegalStateException("node " + node + " was never created");
    }
    return replica;
  }

  private static void require(boolean holds, String invariant, Supplier<String> message) {
    if (!holds) {
      throw new Violation(invariant, message.get());
    }
  }
}
