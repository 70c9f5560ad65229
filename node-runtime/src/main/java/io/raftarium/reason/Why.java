package io.raftarium.reason;

import io.raftarium.reason.Fact.Limit;
import io.raftarium.record.Tape;
import io.raftarium.record.Traces;
import io.raftarium.view.NodeView;
import java.util.function.Function;

/**
 * Finds the chain of causes from what a person asks about back to the act, the timer or the start
 * that began it. It reads the tape and the journal's rows alone, so it answers of a running
 * laboratory, of the past and of recordings alike. It takes a while: not for the thread of the
 * window. Safe for any thread.
 */
public final class Why {
  private final Tape tape;
  private final Traces traces;

  /**
   * Of a tape.
   *
   * @param traces of the same tape
   */
  public Why(Tape tape, Traces traces) {
    this.tape = tape;
    this.traces = traces;
  }

  /**
   * The reason.
   *
   * @param number of the happening at whose moment it is asked
   */
  public Reason of(Question question, long number) {
    Evidence evidence = new Evidence(tape, traces.all(), number);
    Elections elections = new Elections(evidence);
    Requests requests = new Requests(evidence, elections, elections.silences());
    Entries entries = requests.entries();
    return switch (question) {
      case Question.Role(int node) ->
          ofNode(evidence, node, rows -> elections.role(node, rows.version()));
      case Question.Term(int node) ->
          ofNode(evidence, node, rows -> elections.term(node, rows.version()));
      case Question.Vote(int node) ->
          ofNode(evidence, node, rows -> elections.vote(node, rows.version()));
      case Question.Leader(int node) ->
          ofNode(evidence, node, rows -> elections.leader(node, rows.version()));
      case Question.Commit(int node) -> ofNode(evidence, node, entries::commit);
      case Question.Entry(int node, long index) ->
          ofNode(evidence, node, rows -> entries.entry(rows, index));
      case Question.Committed(int node, long index) ->
          ofNode(evidence, node, rows -> entries.committed(rows, index));
      case Question.Lost(int node, long index) ->
          ofNode(evidence, node, rows -> entries.lost(rows, index));
      case Question.Request(String request) -> requests.request(request);
    };
  }

  private static Reason ofNode(Evidence evidence, int node, Function<NodeView, Reason> answer) {
    NodeView rows = evidence.node(node);
    return rows == null || !rows.known() ? evidence.end(Limit.ABSENT) : answer.apply(rows);
  }
}
