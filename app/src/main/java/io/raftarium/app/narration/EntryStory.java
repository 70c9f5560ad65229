package io.raftarium.app.narration;

import io.raftarium.app.words.NodeNames;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The way of some entries from the leader that appended them to their commit, or to their end. */
final class EntryStory {
  private final Instant at;
  private final int leader;
  private final long term;
  private final long first;
  private final long last;
  private final String what;
  private final SortedSet<Integer> sentTo;
  private final List<Integer> voters;
  private final SortedSet<Integer> holders = new TreeSet<>();
  private boolean committed;
  private boolean cut;

  EntryStory(
      Instant at,
      int leader,
      long term,
      long first,
      long last,
      String what,
      SortedSet<Integer> sentTo,
      List<Integer> voters) {
    this.at = at;
    this.leader = leader;
    this.term = term;
    this.first = first;
    this.last = last;
    this.what = what;
    this.sentTo = sentTo;
    this.voters = voters;
  }

  int leader() {
    return leader;
  }

  long term() {
    return term;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  boolean committed() {
    return committed;
  }

  /** Whether nothing more can be told of it. */
  boolean over() {
    return cut || (committed && holders.size() + 1 >= voters.size());
  }

  /** A node stored the entries. */
  void stored(int node) {
    holders.add(node);
  }

  /** A node that may have stored the entries cut them from its log again. */
  void lost(int node) {
    holders.remove(node);
  }

  /** The leader committed them. */
  void commit() {
    committed = true;
  }

  /** The leader that appended them gave them up. */
  void cutAway() {
    cut = true;
  }

  Sentence sentence() {
    boolean one = first == last;
    String head =
        NodeNames.of(leader)
            + " appended "
            + (one ? "index " + first : "indexes " + first + " to " + last)
            + " in term "
            + term;
    String it = one ? "it" : "them";
    String rest =
        (what.isEmpty() ? "" : " (" + what + ")")
            + (sentTo.isEmpty() ? "." : " and sent " + it + " to " + NodeNames.list(sentTo) + ".")
            + " "
            + outcome(one);
    return new Sentence(at, term, head, rest);
  }

  private String outcome(boolean one) {
    String it = one ? "it" : "them";
    String isOrAre = one ? "it is" : "they are";
    String by = NodeNames.of(leader);
    if (cut) {
      return by
          + " has cut "
          + it
          + " from its log again"
          + (committed
              ? ", although it had committed " + it + "."
              : " and had not committed " + it + ".");
    }
    int count = (int) voters.stream().filter(v -> v == leader || holders.contains(v)).count();
    boolean majority = count > voters.size() / 2;
    String of = count + " of " + voters.size();
    if (committed && !majority) {
      SortedSet<Integer> seen = new TreeSet<>(holders);
      seen.add(leader);
      return by
          + " committed "
          + it
          + ". Seen to have stored "
          + it
          + ": "
          + NodeNames.list(seen)
          + ", "
          + of
          + ".";
    }
    String stored =
        holders.isEmpty()
            ? "Only " + by + " has stored " + it + ": " + of
            : NodeNames.list(holders)
                + (holders.size() == 1 ? " has stored " : " have stored ")
                + it
                + ": with "
                + by
                + " that is "
                + of;
    if (committed) {
      return stored + ", and " + by + " committed " + it + ".";
    }
    return majority
        ? stored + ", a majority; " + by + " has not committed " + it + " yet."
        : stored + ", so " + isOrAre + " not committed yet.";
  }
}
