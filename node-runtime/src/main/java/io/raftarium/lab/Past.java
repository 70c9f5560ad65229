package io.raftarium.lab;

import io.raftarium.protocol.Changes;
import io.raftarium.protocol.Role;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the steps seen so far promised, and the first breach of each promise: what rows of one
 * moment cannot show because it needs their past.
 */
final class Past {
  static final String ELECTION_SAFETY = "election safety";
  static final String LEADER_APPEND_ONLY = "leader append-only";
  static final String ONE_VOTE = "one vote a term";
  static final String NEVER_BACK = "nothing goes back";
  static final String COMMITTED_STAYS = "committed entries stay";

  /** Committed entries that are remembered; with more, the oldest are forgotten. */
  private static final int MOST_COMMITTED = 200_000;

  /** What is known of a node. */
  private static final class Known {
    private long version;
    private long term;
    private @Nullable Integer vote;
    private boolean leads;
    private long commitIndex;
    private long lastLogIndex;
    private long snapshotIndex;
  }

  private final Map<Integer, Known> nodes = new HashMap<>();
  private final Map<Long, Integer> leaders = new HashMap<>();
  private final TreeMap<Long, Long> committed = new TreeMap<>();
  private final Map<String, String> breaches = new LinkedHashMap<>();
  private long steps;
  private long votes;

  /** Up to which version a node's steps are known. */
  long version(int node) {
    Known known = nodes.get(node);
    return known == null ? 0 : known.version;
  }

  /** Up to which index a node's committed entries are known. */
  long commitIndex(int node) {
    Known known = nodes.get(node);
    return known == null ? 0 : known.commitIndex;
  }

  /**
   * One more step of a node.
   *
   * @param started whether it was the node's {@code Start}
   */
  void step(int node, long version, boolean started, Changes changed) {
    Known known = nodes.computeIfAbsent(node, id -> new Known());
    if (version <= known.version) {
      return;
    }
    steps++;
    known.version = version;
    boolean led = known.leads;
    long termBefore = known.term;
    long lastBefore = known.lastLogIndex;
    term(node, known, changed.currentTerm(known.term));
    if (changed.vote()) {
      int vote = changed.votedFor(0);
      vote(node, known, vote == 0 ? null : vote);
    }
    known.snapshotIndex = changed.snapshotIndex(known.snapshotIndex);
    Role role = changed.role();
    known.leads = role == null ? known.leads : role == Role.LEADER;
    known.lastLogIndex = changed.lastLogIndex(known.lastLogIndex);
    // With a volatile state machine, Start begins again at the snapshot (Figure 2).
    commit(node, known, changed.commitIndex(known.commitIndex), started);
    if (led && known.leads && known.term == termBefore && known.lastLogIndex < lastBefore) {
      breach(
          LEADER_APPEND_ONLY,
          String.format(
              Locale.ROOT,
              "node %d led term %d and cut its log from entry %d back to %d",
              node,
              known.term,
              lastBefore,
              known.lastLogIndex));
    }
    leads(node, known);
  }

  /** A node's row, after its steps: it also speaks for steps that its journal no longer has. */
  void row(int node, long version, long term, @Nullable Integer vote, boolean leads) {
    Known known = nodes.computeIfAbsent(node, id -> new Known());
    if (version > known.version) {
      known.version = version;
      term(node, known, term);
      vote(node, known, vote);
      known.leads = leads;
      known.lastLogIndex = 0;
      known.commitIndex = 0;
      leads(node, known);
    }
  }

  /** An entry that a node's row says is committed. */
  void committed(int node, long index, long term) {
    Long before = committed.putIfAbsent(index, term);
    if (before != null && before != term) {
      breach(
          COMMITTED_STAYS,
          String.format(
              Locale.ROOT,
              "entry %d was committed with term %d, node %d has it committed with term %d",
              index,
              before,
              node,
              term));
    }
    while (committed.size() > MOST_COMMITTED) {
      committed.pollFirstEntry();
    }
  }

  /** The first breach of a promise; null while it holds. */
  @Nullable String breach(String invariant) {
    return breaches.get(invariant);
  }

  /** On how much a promise was checked, in words. */
  String checked(String invariant) {
    return switch (invariant) {
      case ELECTION_SAFETY -> count(leaders.size(), "term", "terms");
      case ONE_VOTE -> count(votes, "vote", "votes");
      case COMMITTED_STAYS -> count(committed.size(), "committed entry", "committed entries");
      default -> count(steps, "step", "steps");
    };
  }

  static String count(long number, String one, String more) {
    return number + " " + (number == 1 ? one : more);
  }

  private void term(int node, Known known, long term) {
    if (term < known.term) {
      breach(
          NEVER_BACK,
          String.format(
              Locale.ROOT, "node %d went from term %d back to %d", node, known.term, term));
    }
    if (term != known.term) {
      known.term = term;
      known.vote = null;
    }
  }

  private void vote(int node, Known known, @Nullable Integer vote) {
    Integer before = known.vote;
    if (before != null && !before.equals(vote)) {
      breach(
          ONE_VOTE,
          String.format(
              Locale.ROOT,
              "node %d voted for %d in term %d and then for %s",
              node,
              before,
              known.term,
              vote == null ? "nobody" : vote));
    }
    if (before == null && vote != null) {
      votes++;
    }
    known.vote = vote;
  }

  private void commit(int node, Known known, long commitIndex, boolean started) {
    long floor = started ? Math.min(known.snapshotIndex, known.commitIndex) : known.commitIndex;
    if (commitIndex < floor) {
      breach(
          NEVER_BACK,
          String.format(
              Locale.ROOT,
              "node %d went from commit index %d back to %d",
              node,
              known.commitIndex,
              commitIndex));
    }
    known.commitIndex = commitIndex;
  }

  private void leads(int node, Known known) {
    if (known.leads) {
      Integer other = leaders.putIfAbsent(known.term, node);
      if (other != null && other != node) {
        breach(
            ELECTION_SAFETY,
            String.format(
                Locale.ROOT, "nodes %d and %d both led term %d", other, node, known.term));
      }
    }
  }

  /** Remembers a breach; the first of each promise counts. */
  void breach(String invariant, String what) {
    breaches.putIfAbsent(invariant, what);
  }
}
