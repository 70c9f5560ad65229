package io.raftarium.app.narration;

import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
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
    String by = NodeNames.of(leader);
    String head =
        one
            ? Texts.of("{0} appended index {1} in term {2}", by, first, term)
            : Texts.of("{0} appended indexes {1} to {2} in term {3}", by, first, last, term);
    String to = NodeNames.list(sentTo);
    String sent =
        sentTo.isEmpty()
            ? "."
            : one ? Texts.of(" and sent it to {0}.", to) : Texts.of(" and sent them to {0}.", to);
    String rest = (what.isEmpty() ? "" : " (" + what + ")") + sent + " " + outcome(one, by);
    return new Sentence(at, term, head, rest);
  }

  private String outcome(boolean one, String by) {
    if (cut) {
      return cut(one, by);
    }
    int count = (int) voters.stream().filter(v -> v == leader || holders.contains(v)).count();
    boolean majority = count > voters.size() / 2;
    String of = Texts.of("{0} of {1}", count, voters.size());
    if (committed && !majority) {
      SortedSet<Integer> seen = new TreeSet<>(holders);
      seen.add(leader);
      String names = NodeNames.list(seen);
      return one
          ? Texts.of("{0} committed it. Seen to have stored it: {1}, {2}.", by, names, of)
          : Texts.of("{0} committed them. Seen to have stored them: {1}, {2}.", by, names, of);
    }
    String stored = stored(one, by, of);
    if (committed) {
      return one
          ? Texts.of("{0}, and {1} committed it.", stored, by)
          : Texts.of("{0}, and {1} committed them.", stored, by);
    }
    if (majority) {
      return one
          ? Texts.of("{0}, a majority; {1} has not committed it yet.", stored, by)
          : Texts.of("{0}, a majority; {1} has not committed them yet.", stored, by);
    }
    return one
        ? Texts.of("{0}, so it is not committed yet.", stored)
        : Texts.of("{0}, so they are not committed yet.", stored);
  }

  private String cut(boolean one, String by) {
    if (committed) {
      return one
          ? Texts.of("{0} has cut it from its log again, although it had committed it.", by)
          : Texts.of("{0} has cut them from its log again, although it had committed them.", by);
    }
    return one
        ? Texts.of("{0} has cut it from its log again and had not committed it.", by)
        : Texts.of("{0} has cut them from its log again and had not committed them.", by);
  }

  private String stored(boolean one, String by, String of) {
    String names = NodeNames.list(holders);
    return switch (holders.size()) {
      case 0 ->
          one
              ? Texts.of("Only {0} has stored it: {1}", by, of)
              : Texts.of("Only {0} has stored them: {1}", by, of);
      case 1 ->
          one
              ? Texts.of("{0} has stored it: with {1} that is {2}", names, by, of)
              : Texts.of("{0} has stored them: with {1} that is {2}", names, by, of);
      default ->
          one
              ? Texts.of("{0} have stored it: with {1} that is {2}", names, by, of)
              : Texts.of("{0} have stored them: with {1} that is {2}", names, by, of);
    };
  }
}
