package io.raftarium.promise;

import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Reply;
import io.raftarium.protocol.Rpc;
import io.raftarium.record.LogChange;
import io.raftarium.view.ClusterView;
import io.raftarium.view.NodeState;
import io.raftarium.view.NodeView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Checks what Raft promises after every step, from the rows and from what they were before; it
 * knows nothing of how the function works.
 *
 * <p>Fed with steps ({@link #after}) it sees everything. Fed with views ({@link #view}), which
 * merge steps and keep only the newest entries of a log, it follows a node step by step as far as
 * the view's journal goes, takes what it did not see for kept, and never tells a breach that was
 * none.
 */
public final class Promises {
  /** Entries that are remembered where views are seen, and of each log. */
  private static final int MOST_REMEMBERED = 200_000;

  private static final int MOST_OF_A_LOG = 5_000;

  private final SortedMap<Integer, Replica> replicas = new TreeMap<>();
  private final boolean exact;
  private final Breaches breaches;
  private final LogPromises logs;
  private final CommitPromises commits;
  private final Map<Long, Integer> leaders = new HashMap<>();
  private final Map<Long, Map<Integer, Integer>> votes = new HashMap<>();
  private long steps;
  private boolean missed;

  private Promises(boolean exact, boolean oneMoment, int remembered, Breaches breaches) {
    this.exact = exact;
    this.breaches = breaches;
    this.logs = new LogPromises(remembered, breaches);
    this.commits = new CommitPromises(replicas, remembered, exact, oneMoment, breaches);
  }

  /** Over every step of every node, from its first. */
  public static Promises ofSteps(Breaches breaches) {
    return new Promises(true, true, Integer.MAX_VALUE, breaches);
  }

  /** Over views. */
  public static Promises ofViews(Breaches breaches) {
    return new Promises(false, true, MOST_REMEMBERED, breaches);
  }

  /**
   * Over views of nodes that have a database each. The leader of the highest term was read first,
   * the others after it: what it shows, they have.
   */
  public static Promises ofReadings(Breaches breaches) {
    return new Promises(false, false, MOST_REMEMBERED, breaches);
  }

  /**
   * What a step did.
   *
   * @param row the node's row after it
   * @param changes what it did to the log, in order
   */
  public record Seen(NodeState row, Event event, List<LogChange> changes, List<Reply> replies) {}

  /** A node is created; its row is as it is now. */
  public void created(NodeState row, boolean durableStateMachine) {
    replicas.put(row.id(), new Replica(row, durableStateMachine));
  }

  /** A node's disk is gone for ever. */
  public void dropped(int node) {
    replicas.remove(node);
  }

  public CommitPromises commits() {
    return commits;
  }

  /** How many terms had a leader. */
  public int leadersElected() {
    return leaders.size();
  }

  /** The node's row as last seen. */
  public NodeState row(int node) {
    return replica(node).row;
  }

  /** On how much a promise was checked, in its unit. */
  public long checked(Promise promise) {
    return switch (promise.unit()) {
      case TERMS -> leaders.size();
      case VOTES -> votes.values().stream().mapToLong(Map::size).sum();
      case STEPS -> steps;
      case ENTRIES -> logs.entries();
      case COMMITTED -> commits.seen();
      case ANSWERS -> commits.answers();
      case ROWS, HISTORY -> 0;
    };
  }

  /** Checks a step. */
  public void after(Seen seen) {
    NodeState now = seen.row();
    Replica replica = replica(now.id());
    NodeState before = replica.row;
    row(replica, before, now, seen.event() instanceof Event.Start);
    replica.compacted.clear();
    for (LogChange change : seen.changes()) {
      logs.change(replica, before, now, change);
    }
    if (seen.event() instanceof Rpc.InstallSnapshot) {
      // The snapshot speaks for these indexes, whatever stood there.
      replica.compacted.clear();
    }
    replica.row = now;
    whole(replica, before);
    seen.replies().forEach(reply -> commits.acknowledged(reply, now));
  }

  /**
   * A node's server broke down and lost what its disk did not hold: the row is as it was before
   * some of its steps. Its term, its vote and its snapshot were on the disk before anybody was told
   * of them; of its log only a leader may lose what nobody counted on.
   *
   * @param changes what its log lost, in order
   */
  public void lost(NodeState row, List<LogChange> changes) {
    Replica replica = replica(row.id());
    durable(replica.row, row);
    replica.compacted.clear();
    changes.forEach(replica::note);
    replica.row = row;
    logs.rowFitsLog(replica);
  }

  private void durable(NodeState before, NodeState now) {
    breaches.unless(
        now.snapshotIndex() >= before.snapshotIndex()
            && (now.currentTerm() > before.currentTerm()
                || (now.currentTerm() == before.currentTerm()
                    && (before.votedFor() == null || before.votedFor().equals(now.votedFor())))),
        Promise.NEVER_BACK,
        () ->
            String.format(
                Locale.ROOT,
                "node %d was in term %d with vote %s and snapshot %d, its disk held term %d, vote %s and snapshot %d",
                now.id(),
                before.currentTerm(),
                before.votedFor(),
                before.snapshotIndex(),
                now.currentTerm(),
                now.votedFor(),
                now.snapshotIndex()));
  }

  /** Not every step up to the next view is known: the server broke down, or the listener. */
  public void missed() {
    replicas.values().forEach(replica -> replica.gapTerm = replica.row.currentTerm());
    missed = true;
  }

  /**
   * Checks what a view shows after the one before it. Nodes whose rows could not be read are left
   * out: they are as they were some time ago.
   */
  public void view(ClusterView view) {
    Set<Integer> away = view.feed().away().keySet();
    replicas.keySet().retainAll(view.nodes().keySet());
    replicas.keySet().removeAll(away);
    Map<Replica, NodeState> before = new LinkedHashMap<>();
    for (NodeView node : view.nodes().values()) {
      Replica replica = replicas.get(node.id());
      if (away.contains(node.id())) {
        continue;
      }
      if (replica == null) {
        joined(node);
      } else if (node.version() < replica.row.version() && replica.row.isLeader()) {
        // It may have lost entries of its own log that it did not count on.
        durable(replica.row, node.state());
        joined(node);
      } else if (missed || node.version() != replica.row.version()) {
        before.put(replica, replica.row);
        followed(replica, node, view.journal());
      }
    }
    missed = false;
    // All of them are of this moment now.
    before.forEach(this::whole);
  }

  /** A node that had steps that nobody saw. */
  private void joined(NodeView node) {
    Replica replica = new Replica(node.state(), true);
    replica.gapTerm = node.currentTerm();
    replicas.put(node.id(), replica);
    replica.knownFrom =
        node.log().isEmpty() ? node.lastLogIndex() + 1 : node.log().getFirst().index();
    for (LogEntry entry : node.log()) {
      logs.change(
          replica, node.state(), node.state(), new LogChange(node.id(), entry.index(), entry));
    }
    vote(node.state());
    if (node.state().isLeader()) {
      leads(node.state());
    }
  }

  /** Its steps one by one where the journal has them all, then its row and its log. */
  private void followed(Replica replica, NodeView node, List<JournalEntry> journal) {
    NodeState before = replica.row;
    List<JournalEntry> own =
        journal.stream()
            .filter(step -> step.nodeId() == node.id() && step.version() > before.version())
            .toList();
    boolean gapless = !missed && own.size() == node.version() - before.version();
    NodeState last = before;
    boolean installed = !gapless;
    if (gapless) {
      for (JournalEntry step : own) {
        NodeState next = last.after(step.changed(), step.version());
        row(replica, last, next, step.event() instanceof Event.Start);
        step.actions().replies().forEach(reply -> commits.acknowledged(reply, next));
        installed |= step.event() instanceof Rpc.InstallSnapshot;
        last = next;
      }
    } else {
      replica.gapTerm = node.currentTerm();
      row(replica, last, node.state(), true);
    }
    replica.compacted.clear();
    for (LogChange change : changes(replica, node)) {
      logs.change(replica, before, node.state(), change);
    }
    if (installed) {
      replica.compacted.clear();
    }
    forgetOld(replica);
    replica.row = node.state();
  }

  /** How the log that a view shows differs from the one that is known. */
  private static List<LogChange> changes(Replica replica, NodeView node) {
    int id = node.id();
    long snapshot = node.snapshotIndex();
    List<LogChange> changes = new ArrayList<>();
    long first = node.log().isEmpty() ? node.lastLogIndex() + 1 : node.log().getFirst().index();
    long last = node.log().isEmpty() ? node.lastLogIndex() : node.log().getLast().index();
    if (first > replica.row.commitIndex() + 1) {
      // What stood before it and was not known to be committed may be another by now.
      replica.log.headMap(first).clear();
      replica.configs.headMap(first).clear();
      replica.knownFrom = first;
    }
    if (replica.log.isEmpty()) {
      replica.knownFrom = Math.max(first, replica.knownFrom);
    }
    replica.log.headMap(snapshot, true).keySet().stream()
        .filter(index -> index < first)
        .forEach(index -> changes.add(new LogChange(id, index, null)));
    replica
        .log
        .tailMap(last, false)
        .descendingKeySet()
        .forEach(index -> changes.add(new LogChange(id, index, null)));
    for (LogEntry entry : node.log()) {
      LogEntry known = replica.log.get(entry.index());
      if (!entry.equals(known)) {
        if (known != null) {
          changes.add(new LogChange(id, entry.index(), null));
        }
        changes.add(new LogChange(id, entry.index(), entry));
      }
    }
    return changes;
  }

  private static void forgetOld(Replica replica) {
    while (replica.log.size() > MOST_OF_A_LOG) {
      replica.log.pollFirstEntry();
      replica.knownFrom = replica.log.firstKey();
      replica.configs.headMap(replica.knownFrom).clear();
    }
  }

  /** What a row says of the one before it. */
  private void row(Replica replica, NodeState before, NodeState now, boolean started) {
    steps++;
    neverBack(before, now, replica, started);
    votesAreKept(before, now);
    if (now.isLeader() && (!before.isLeader() || before.currentTerm() != now.currentTerm())) {
      leads(now);
    }
  }

  /** What a node's row and log say together, beside those of all others. */
  private void whole(Replica replica, NodeState before) {
    NodeState now = replica.row;
    logs.rowFitsLog(replica);
    commits.commit(replica, before);
    if (now.isLeader()) {
      if (!before.isLeader() || before.currentTerm() != now.currentTerm()) {
        commits.leaderIsComplete(replica);
        leaderWasElected(replica);
      } else if (now.commitIndex() > before.commitIndex()) {
        commits.commitHasMajority(replica, before);
      }
    }
  }

  private void neverBack(NodeState before, NodeState now, Replica replica, boolean started) {
    breaches.unless(
        now.currentTerm() >= before.currentTerm(),
        Promise.NEVER_BACK,
        () ->
            String.format(
                Locale.ROOT,
                "node %d went from term %d to %d",
                now.id(),
                before.currentTerm(),
                now.currentTerm()));
    breaches.unless(
        !exact || now.version() == before.version() || now.version() == before.version() + 1,
        Promise.NEVER_BACK,
        () ->
            String.format(
                Locale.ROOT,
                "node %d went from version %d to %d",
                now.id(),
                before.version(),
                now.version()));
    // Without a durable state machine both begin again at the snapshot; views do not tell of which
    // kind a node is.
    boolean fromSnapshot = started && !(exact && replica.durableStateMachine);
    long commitFloor =
        fromSnapshot
            ? Math.min(before.snapshotIndex(), before.commitIndex())
            : before.commitIndex();
    long appliedFloor =
        fromSnapshot
            ? Math.min(before.snapshotIndex(), before.lastApplied())
            : before.lastApplied();
    breaches.unless(
        now.commitIndex() >= commitFloor && now.lastApplied() >= appliedFloor,
        Promise.NEVER_BACK,
        () ->
            String.format(
                Locale.ROOT,
                "node %d went from %d (applied %d) to %d (applied %d)",
                now.id(),
                before.commitIndex(),
                before.lastApplied(),
                now.commitIndex(),
                now.lastApplied()));
    breaches.unless(
        now.snapshotIndex() >= before.snapshotIndex(),
        Promise.NEVER_BACK,
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
    breaches.unless(
        now.currentTerm() != before.currentTerm()
            || before.votedFor() == null
            || before.votedFor().equals(vote),
        Promise.ONE_VOTE,
        () ->
            String.format(
                Locale.ROOT,
                "node %d voted for %d in term %d and now for %s",
                now.id(),
                before.votedFor(),
                now.currentTerm(),
                vote == null ? "nobody" : vote));
    vote(now);
  }

  private void vote(NodeState now) {
    Integer vote = now.votedFor();
    if (vote != null) {
      votes.computeIfAbsent(now.currentTerm(), term -> new HashMap<>()).put(now.id(), vote);
    }
  }

  private void leads(NodeState now) {
    Integer other = leaders.putIfAbsent(now.currentTerm(), now.id());
    breaches.unless(
        other == null || other == now.id(),
        Promise.ELECTION_SAFETY,
        () ->
            String.format(
                Locale.ROOT,
                "nodes %d and %d both lead term %d",
                other,
                now.id(),
                now.currentTerm()));
  }

  private void leaderWasElected(Replica replica) {
    NodeState leader = replica.row;
    if (!exact && leader.configIndex() > 0) {
      LogEntry config = replica.entry(leader.configIndex());
      if (config == null || config.term() >= leader.currentTerm()) {
        return; // it may be another one than that which elected it
      }
    }
    Map<Integer, Integer> given = votes.getOrDefault(leader.currentTerm(), Map.of());
    // The configuration may have changed with the leader's own first entry only by a later step.
    breaches.unless(
        leader
            .config()
            .majority(voter ->
                given.getOrDefault(voter, 0) == leader.id()
                    || unknown(voter, leader.currentTerm())),
        Promise.MAJORITY_OF_VOTES,
        () ->
            String.format(
                Locale.ROOT,
                "node %d leads term %d of %s by the votes of %s",
                leader.id(),
                leader.currentTerm(),
                leader.config().words(),
                voters(given, leader.id())));
  }

  private static List<Integer> voters(Map<Integer, Integer> given, int candidate) {
    return given.entrySet().stream()
        .filter(vote -> vote.getValue() == candidate)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Whether a node may have voted in a term without being seen. */
  private boolean unknown(int voter, long term) {
    Replica replica = replicas.get(voter);
    return !exact && (replica == null || replica.gapTerm >= term);
  }

  private Replica replica(int node) {
    Replica replica = replicas.get(node);
    if (replica == null) {
      throw new IllegalStateException("node " + node + " was never created");
    }
    return replica;
  }
}
