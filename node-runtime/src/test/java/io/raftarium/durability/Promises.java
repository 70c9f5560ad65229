package io.raftarium.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.raftarium.protocol.Rpc;
import io.raftarium.transport.LocalTransport;
import io.raftarium.transport.Transport;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A transport that remembers what each message said of its sender's persistent state. Whoever was
 * told may have acted upon it, so no crash may take it back.
 */
final class Promises implements Transport {
  /**
   * What a node let out about its log.
   *
   * @param term the term in which it said so
   * @param index the last index that it said to hold; within a term no such entry goes again
   */
  private record Held(long term, long index) {}

  private final boolean parallelAppend;
  private final Transport carrier = new LocalTransport();
  private final Map<Integer, Long> terms = new ConcurrentHashMap<>();
  private final Map<Integer, Map<Long, Integer>> votes = new ConcurrentHashMap<>();
  private final Map<Integer, Held> logs = new ConcurrentHashMap<>();
  private final Map<Long, Integer> leaders = new ConcurrentHashMap<>();
  private final Map<String, String> broken = new ConcurrentHashMap<>();

  /**
   * Remembers nothing yet.
   *
   * @param parallelAppend whether a leader may send what is not on its own disk yet
   */
  Promises(boolean parallelAppend) {
    this.parallelAppend = parallelAppend;
  }

  @Override
  public boolean send(Rpc rpc) {
    int from = rpc.from();
    long term = rpc.term();
    boolean preVote =
        (rpc instanceof Rpc.RequestVote vote && vote.preVote())
            || (rpc instanceof Rpc.RequestVoteReply reply && reply.preVote());
    if (!preVote) {
      long before = terms.merge(from, term, Math::max);
      if (before > term) {
        broken.put("term of " + from, "it sent term " + term + " after " + before);
      }
    }
    switch (rpc) {
      case Rpc.RequestVote _ -> {
        if (!preVote) {
          vote(from, term, from);
        }
      }
      case Rpc.RequestVoteReply reply -> {
        if (!preVote && reply.granted()) {
          vote(from, reply.voteTerm(0), reply.to());
        }
      }
      case Rpc.AppendEntries append -> {
        vote(from, term, from);
        Integer other = leaders.putIfAbsent(term, from);
        if (other != null && other != from) {
          broken.put("leaders of " + term, "both " + other + " and " + from + " lead it");
        }
        if (!parallelAppend) {
          held(from, term, append.lastIndex());
        }
      }
      case Rpc.AppendEntriesReply reply -> {
        if (reply.success()) {
          held(from, term, reply.matchIndex());
        }
      }
      case Rpc.InstallSnapshot _, Rpc.InstallSnapshotReply _, Rpc.TimeoutNow _, Rpc.Unknown _ -> {}
    }
    return carrier.send(rpc);
  }

  private void vote(int voter, long term, int candidate) {
    Integer before =
        votes.computeIfAbsent(voter, v -> new ConcurrentHashMap<>()).putIfAbsent(term, candidate);
    if (before != null && before != candidate) {
      broken.put(
          "vote of " + voter, "in term " + term + " for both " + before + " and " + candidate);
    }
  }

  private void held(int node, long term, long index) {
    logs.merge(
        node,
        new Held(term, index),
        (old, now) ->
            now.term > old.term || (now.term == old.term && now.index > old.index) ? now : old);
  }

  /** Fails if the rows that a node has after a crash say less than the node had said before. */
  void check(int node, NodeRows rows) {
    long term = terms.getOrDefault(node, 0L);
    assertThat(rows.currentTerm()).as("term of node %s", node).isGreaterThanOrEqualTo(term);
    Integer vote = votes.getOrDefault(node, Map.of()).get(rows.currentTerm());
    if (vote != null) {
      assertThat(rows.votedFor()).as("vote of %s in %s", node, rows.currentTerm()).isEqualTo(vote);
    }
    Held held = logs.get(node);
    if (held != null && held.term == rows.currentTerm()) {
      assertThat(rows.lastLogIndex())
          .as("end of the log of node %s in term %s", node, held.term)
          .isGreaterThanOrEqualTo(held.index);
    }
    assertThat(broken).as("what no correct cluster does").isEmpty();
  }

  @Override
  public void connect(int node, Inbox inbox) {
    carrier.connect(node, inbox);
  }

  @Override
  public void disconnect(int node, Inbox inbox) {
    carrier.disconnect(node, inbox);
  }
}
