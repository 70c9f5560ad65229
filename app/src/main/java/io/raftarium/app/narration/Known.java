package io.raftarium.app.narration;

import io.raftarium.protocol.JournalEntry;
import io.raftarium.view.NodeView;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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
    String role,
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
  static final Known BLANK = new Known(0, 0, "follower", 0, 0, 0, new TreeSet<>(), NONE, true);

  /** From a row that may be newer than the step to be told. */
  static Known of(@Nullable NodeView node) {
    return node == null ? BLANK : row(node, new TreeSet<>(node.votesGranted()), NONE, false);
  }

  private static Known row(NodeView node, SortedSet<Integer> votes, Vote given, boolean sure) {
    Integer vote = node.votedFor();
    return new Known(
        node.currentTerm(),
        vote == null ? 0 : vote,
        node.role().text(),
        node.commitIndex(),
        node.lastLogIndex(),
        node.lastLogTerm(),
        votes,
        given,
        sure);
  }

  /** After a step, which the row that is shown may be of. */
  Known after(JournalEntry step, @Nullable NodeView view) {
    JsonNode changed = step.changed();
    Known next =
        new Known(
            changed.path("current_term").asLong(term),
            changed.has("voted_for") ? changed.path("voted_for").asInt(0) : votedFor,
            changed.path("role").asString(role),
            changed.path("commit_index").asLong(commitIndex),
            changed.path("last_log_index").asLong(lastLogIndex),
            changed.path("last_log_term").asLong(lastLogTerm),
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
    SortedSet<Integer> granted = new TreeSet<>();
    boolean asking = is("pre_candidate") || is("candidate");
    boolean won = is("candidate") && next.is("leader") && next.term == term;
    if (won) {
      // The winner's row forgets them in this very step.
      granted.addAll(votes);
    } else if (step.changed().has("votes_granted")) {
      for (JsonNode voter : step.changed().get("votes_granted")) {
        granted.add(voter.asInt(0));
      }
    } else if (next.term == term && next.is(role)) {
      granted.addAll(votes);
    }
    JsonNode event = step.event();
    if (asking
        && (next.is(role) || won)
        && event.path("type").asString("").equals("RequestVoteReply")
        && event.path("vote_granted").asBoolean(false)
        && event.path("pre_vote").asBoolean(false) == is("pre_candidate")
        && event.path("vote_term").asLong(term) == (is("pre_candidate") ? term + 1 : term)) {
      granted.add(event.path("from").asInt(0));
    }
    if ((next.is("candidate") || next.is("leader")) && next.votedFor == step.nodeId()) {
      granted.add(step.nodeId());
    }
    return granted;
  }

  private Vote vote(JournalEntry step, Known next) {
    if (next.is("candidate") && next.votedFor == step.nodeId()) {
      return new Vote(next.term, step.nodeId());
    }
    for (JsonNode rpc : step.actions().path("send_rpc")) {
      if (rpc.path("type").asString("").equals("RequestVoteReply")
          && rpc.path("vote_granted").asBoolean(false)
          && !step.event().path("pre_vote").asBoolean(false)) {
        return new Vote(next.term, rpc.path("to").asInt(0));
      }
    }
    return given;
  }

  boolean is(String wanted) {
    return role.equals(wanted);
  }
}
