package io.raftarium.sim;

import io.raftarium.protocol.Event;
import io.raftarium.protocol.Rpc;
import io.raftarium.record.LogChange;
import io.raftarium.sim.Stepper.Outcome;
import io.raftarium.view.NodeState;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Checks Raft's promises after every step, from the rows and from what they were before; it knows
 * nothing of how the function works. Throws {@link Violation} at the first that does not hold.
 */
final class Invariants {
  private final SortedMap<Integer, Replica> replicas = new TreeMap<>();
  private final LogInvariants logs = new LogInvariants();
  private final CommitInvariants commits = new CommitInvariants(replicas);
  private final Map<Long, Integer> leaders = new HashMap<>();
  private final Map<Long, Map<Integer, Integer>> votes = new HashMap<>();

  /** A node is created; its row is as it is now. */
  void created(NodeState row, boolean durableStateMachine) {
    replicas.put(row.id(), new Replica(row, durableStateMachine));
  }

  /** A node's disk is gone for ever. */
  void dropped(int node) {
    replicas.remove(node);
  }

  CommitInvariants commits() {
    return commits;
  }

  /** How many terms had a leader. */
  int leadersElected() {
    return leaders.size();
  }

  /** The node's row as last seen. */
  NodeState row(int node) {
    return replica(node).row;
  }

  /** Checks a step. */
  void after(Outcome outcome) {
    NodeState now = outcome.row();
    Replica replica = replica(now.id());
    NodeState before = replica.row;
    Event event = outcome.step().event();
    neverBack(before, now, replica, event instanceof Event.Start);
    votesAreKept(before, now);
    oneLeaderATerm(before, now);
    replica.compacted.clear();
    for (LogChange change : outcome.changes()) {
      logs.change(replica, before, now, change);
    }
    if (event instanceof Rpc.InstallSnapshot) {
      // The snapshot speaks for these indexes, whatever stood there.
      replica.compacted.clear();
    }
    replica.row = now;
    logs.rowFitsLog(replica);
    commits.commit(replica, before);
    if (now.isLeader()) {
      if (!before.isLeader() || before.currentTerm() != now.currentTerm()) {
        commits.leaderIsComplete(replica);
        leaderWasElected(now);
      } else if (now.commitIndex() > before.commitIndex()) {
        commits.commitHasMajority(replica, before.lastLogIndex());
      }
    }
    outcome.result().actions().replies().forEach(reply -> commits.acknowledged(reply, now));
  }

  private void neverBack(NodeState before, NodeState now, Replica replica, boolean started) {
    Violation.unless(
        now.currentTerm() >= before.currentTerm(),
        "terms never go back",
        () ->
            String.format(
                Locale.ROOT,
                "node %d went from term %d to %d",
                now.id(),
                before.currentTerm(),
                now.currentTerm()));
    Violation.unless(
        now.version() == before.version() || now.version() == before.version() + 1,
        "versions have no gap",
        () ->
            String.format(
                Locale.ROOT,
                "node %d went from version %d to %d",
                now.id(),
                before.version(),
                now.version()));
    // Without a durable state machine both begin again at the snapshot.
    long commitFloor =
        started && !replica.durableStateMachine ? before.snapshotIndex() : before.commitIndex();
    long appliedFloor =
        started && !replica.durableStateMachine ? before.snapshotIndex() : before.lastApplied();
    Violation.unless(
        now.commitIndex() >= commitFloor && now.lastApplied() >= appliedFloor,
        "commit index and last applied never go back",
        () ->
            String.format(
                Locale.ROOT,
                "node %d went from %d (applied %d) to %d (applied %d)",
                now.id(),
                before.commitIndex(),
                before.lastApplied(),
                now.commitIndex(),
                now.lastApplied()));
    Violation.unless(
        now.snapshotIndex() >= before.snapshotIndex(),
        "snapshots never go back",
        () ->
            String.format(
                Locale.ROOT,
                "node %d went from %d to %d",
                now.id(),
                before.snapshotIndex(),
                now.snapshotIndex()));
  }

  private void votesAreKept(NodeState before, NodeState now) {
    Integer vote = now.votedFor();
    Violation.unless(
        now.currentTerm() != before.currentTerm()
            || before.votedFor() == null
            || before.votedFor().equals(vote),
        "no vote changes within a term",
        () ->
            String.format(
                Locale.ROOT,
                "node %d voted for %d in term %d and now for %s",
                now.id(),
                before.votedFor(),
                now.currentTerm(),
                vote == null ? "nobody" : vote));
    if (vote != null) {
      votes.computeIfAbsent(now.currentTerm(), term -> new HashMap<>()).put(now.id(), vote);
    }
  }

  private void oneLeaderATerm(NodeState before, NodeState now) {
    if (now.isLeader() && (!before.isLeader() || before.currentTerm() != now.currentTerm())) {
      Integer other = leaders.putIfAbsent(now.currentTerm(), now.id());
      Violation.unless(
          other == null || other == now.id(),
          "election safety",
          () ->
              String.format(
                  Locale.ROOT,
                  "nodes %d and %d both lead term %d",
                  other,
                  now.id(),
                  now.currentTerm()));
    }
  }

  private void leaderWasElected(NodeState leader) {
    Map<Integer, Integer> given = votes.getOrDefault(leader.currentTerm(), Map.of());
    // The configuration may have changed with the leader's own first entry only by a later step.
    Violation.unless(
        leader.config().majority(voter -> given.getOrDefault(voter, 0) == leader.id()),
        "a leader has the votes of a majority",
        () ->
            String.format(
                Locale.ROOT,
                "node %d leads term %d with %s by votes %s",
                leader.id(),
                leader.currentTerm(),
                leader.config(),
                given));
  }

  private Replica replica(int node) {
    Replica replica = replicas.get(node);
    if (replica == null) {
      throw new IllegalStateException("node " + node + " was never created");
    }
    return replica;
  }
}
