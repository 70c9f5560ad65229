package io.raftarium.node;

import io.raftarium.protocol.Reply;
import io.raftarium.protocol.Rpc;
import io.raftarium.protocol.StepResult;
import java.util.Locale;
import java.util.Optional;

/**
 * What a node has said to others because its database had it on disk: its term, its vote, how far
 * its log goes. A database that no longer has all of it is not this node any more: it could vote
 * twice, or lose what was acknowledged.
 */
final class Pledges {
  private final int node;
  private long term;
  private int vote;
  private long match;
  private long matchTerm;

  /**
   * A node's row, as far as it matters.
   *
   * @param vote 0 for none
   */
  record Row(long version, long term, int vote, long lastLogIndex) {}

  Pledges(int node) {
    this.node = node;
  }

  /**
   * A step was committed.
   *
   * @param ownLog whether it waited for the disk with what a leader appended
   */
  void told(StepResult result, boolean ownLog) {
    if (result.term() > term) {
      term = result.term();
      vote = 0;
    }
    for (Rpc rpc : result.actions().sent()) {
      switch (rpc) {
        case Rpc.RequestVote asked when !asked.preVote() -> vote = node;
        case Rpc.RequestVoteReply reply when reply.granted() && !reply.preVote() ->
            vote = reply.to();
        case Rpc.AppendEntriesReply reply when reply.success() -> holds(reply.matchIndex());
        case Rpc.AppendEntries sent when ownLog && sent.count() > 0 -> holds(sent.lastIndex());
        default -> {}
      }
    }
    for (Reply reply : result.actions().replies()) {
      if (ownLog && reply.status() == Reply.Status.OK) {
        holds(reply.index());
      }
    }
  }

  /** The log goes at least so far; a newer leader may have cut it before. */
  private void holds(long index) {
    match = matchTerm < term ? index : Math.max(match, index);
    matchTerm = term;
  }

  /** What a row no longer has of it, in a sentence. */
  Optional<String> missingIn(Row row) {
    if (row.term() < term) {
      return broken(
          String.format(Locale.ROOT, "it was in term %d and is in term %d", term, row.term()));
    }
    if (row.term() == term && vote != 0 && row.vote() != vote) {
      return broken(
          String.format(
              Locale.ROOT, "in term %d it had voted for node %d and has not", term, vote));
    }
    if (row.term() == term && matchTerm == term && row.lastLogIndex() < match) {
      return broken(
          String.format(
              Locale.ROOT, "its log went to entry %d and goes to %d", match, row.lastLogIndex()));
    }
    return Optional.empty();
  }

  private Optional<String> broken(String what) {
    return Optional.of(
        "the database has lost what node "
            + node
            + " was told: "
            + what
            + ". It is a standby that was behind, or a backup: run on it, the node could vote twice. Take node "
            + node
            + " out of the cluster's configuration and bring in a new node with another id and an"
            + " empty database in its place");
  }
}
