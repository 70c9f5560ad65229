package io.raftarium.app.narration;

import io.raftarium.protocol.Changes;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.Role;
import io.raftarium.protocol.Rpc;
import io.raftarium.view.NodeView;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the narrator knows of a node after the steps that it has told.
 *
 * @param votes who is known to have granted it a vote, or a pre-vote, in the election under way
 * @param given the newest vote that it was seen to give
 * @param sure whether all of it held at that time; else it is what a later row says
 */
record Known(
    long term,
    int votedFor,
    Role role,
    long commitIndex,
    long lastLogIndex,
    long lastLogTerm,
    SortedSet<Integer> votes,
    Vote given,
    boolean sure) {
  /** A vote for a node in a term; of term 0 where none was seen. */
  record Vote(long term, int node) {}

  private static final Vote NONE = new Vote(0, 0);

  /** A node that has done nothing yet. */
  static final Known BLANK = new Known(0, 0, Role.FOLLOWER, 0, 0, 0, new TreeSet<>(), NONE, true);

  /** From a row that may be newer than the step to be told. */
  static Known of(@Nullable NodeView node) {
    return node == null ? BLANK : row(node, new TreeSet<>(node.votesGranted()), NONE, false);
  }

  private static Known row(NodeView node, SortedSet<Integer> votes, Vote given, boolean sure) {
    Integer vote = node.votedFor();
    return new Known(
        node.currentTerm(),
        vote == null ? 0 : vote,
        node.role(),
        node.commitIndex(),
        node.lastLogIndex(),
        node.lastLogTerm(),
        votes,
        given,
        sure);
  }

  /** After a step, which the row that is shown may be of. */
  Known after(JournalEntry step, @Nullable NodeView view) {
    Changes changed = step.changed();
    Role changedRole = changed.role();
    Known next =
        new Known(
            changed.currentTerm(term),
            changed.votedFor(votedFor),
            changedRole == null ? role : changedRole,
            changed.commitIndex(commitIndex),
            changed.lastLogIndex(lastLogIndex),
            changed.lastLogTerm(lastLogTerm),
            votes,
            given,
            sure);
    SortedSet<Integer> granted = granted(step, next);
    Vote vote = vote(step, next);
    return view != null && view.version() == step.version()
        ? row(view, granted, vote, true)
        : new Known(
            next.term,
            next.votedFor,
            next.role,
            next.commitIndex,
            next.lastLogIndex,
            next.lastLogTerm,
            granted,
            vote,
            sure);
  }

  /** A recording has no column of the votes, but it has the answers that brought them. */
  private SortedSet<Integer> granted(JournalEntry step, Known next) {
    NavigableSet<Integer> granted = new TreeSet<>();
    Optional<List<Integer>> told = step.changed().votesGranted();
    boolean asking = is(Role.PRE_CANDIDATE) || is(Role.CANDIDATE);
    boolean won = is(Role.CANDIDATE) && next.is(Role.LEADER) && next.term == term;
    // The winner's row forgets them in this very step.
    if (won || (told.isEmpty() && next.term == term && next.is(role))) {
      granted.addAll(votes);
    } else {
      told.ifPresent(granted::addAll);
    }
    if (asking
        && (next.is(role) || won)
        && step.event() instanceof Rpc.RequestVoteReply reply
        && reply.granted()
        && reply.preVote() == is(Role.PRE_CANDIDATE)
        && reply.voteTerm(term) == (is(Role.PRE_CANDIDATE) ? term + 1 : term)) {
      granted.add(reply.from());
    }
    if ((next.is(Role.CANDIDATE) || next.is(Role.LEADER)) && next.votedFor == step.nodeId()) {
      granted.add(step.nodeId());
    }
    return granted;
  }

  private Vote vote(JournalEntry step, Known next) {
    if (next.is(Role.CANDIDATE) && next.votedFor == step.nodeId()) {
      return new Vote(next.term, step.nodeId());
    }
    boolean real = !(step.event() instanceof Rpc.RequestVote asked && asked.preVote());
    for (Rpc rpc : real ? step.actions().sent() : List.<Rpc>of()) {
      if (rpc instanceof Rpc.RequestVoteReply reply && reply.granted()) {
        return new Vote(next.term, reply.to());
      }
    }
    return given;
  }

  boolean is(Role wanted) {
    return role == wanted;
  }
}
