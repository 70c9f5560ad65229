package io.raftarium.app.words;

import io.raftarium.protocol.Rpc;
import io.raftarium.search.Looked;
import io.raftarium.search.Move;
import io.raftarium.search.Outcome;
import io.raftarium.search.Schedule.Planned;
import io.raftarium.search.Wish;
import java.time.Duration;
import java.util.List;

/** What is searched for, what came of it, and a way step by step. */
public final class ScheduleText {
  private static final int MOST_LETTERS = 40;

  private ScheduleText() {}

  /** What is wished for, as a choice. */
  public static String wish(Wish wish) {
    return switch (wish) {
      case Wish.TwoLeaders(boolean oneTerm) ->
          oneTerm ? Texts.of("Two leaders in one term") : Texts.of("Two leaders at one time");
      case Wish.BecomesLeader(int node) -> Texts.of("{0} becomes leader", NodeNames.of(node));
      case Wish.Overwritten(int node, long index, long term) ->
          node == 0
              ? Texts.of("Entry {0} of term {1} is overwritten", index, term)
              : Texts.of(
                  "Entry {0} of term {1} is overwritten in the log of {2}",
                  index, term, NodeNames.of(node));
      case Wish.Commits(long index, long term) ->
          term == 0
              ? Texts.of("One more entry is committed")
              : Texts.of("Entry {0} of term {1} is committed", index, term);
      case Wish.AcknowledgedLost _ -> Texts.of("An acknowledged write is lost");
    };
  }

  /** How far a search has come. */
  public static String looked(Looked looked) {
    return Texts.of(
        "{0} states, ways of {1} steps, {2} a second",
        CountText.of(looked.states()), looked.depth(), CountText.of(looked.rate()));
  }

  /** What a search came to. */
  public static String outcome(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Found found -> found(found);
      case Outcome.NotFound none -> {
        String text = none(none) + " " + effort(none.looked());
        yield switch (none.end()) {
          case STATES ->
              text + " " + Texts.of("It ended because memory for more states is not allowed.");
          case TIME -> text + " " + Texts.of("It ended because its time was up.");
          case CANCELLED -> text + " " + Texts.of("It was ended by you.");
          case STEPS, EVERYTHING -> text;
        };
      }
    };
  }

  private static String found(Outcome.Found found) {
    int steps = found.schedule().steps().size();
    if (steps == 0) {
      return Texts.of("It is so already.");
    }
    String text =
        found.shortest()
            ? Texts.of("Yes, {0}: there is no shorter way.", in(steps))
            : Texts.of("Yes, {0}: the shortest found.", in(steps));
    return text + " " + effort(found.looked());
  }

  private static String none(Outcome.NotFound none) {
    return switch (none.end()) {
      case EVERYTHING -> Texts.of("Not from here: nothing else can happen with what is allowed.");
      case STEPS -> Texts.of("Not {0}.", within(none.steps()));
      case STATES, TIME, CANCELLED ->
          Texts.of("Not {0}, and not found beyond.", within(Math.max(0, none.steps() - 1)));
    };
  }

  private static String in(int steps) {
    return steps == 1 ? Texts.of("in 1 step") : Texts.of("in {0} steps", steps);
  }

  private static String within(int steps) {
    return steps == 1 ? Texts.of("within 1 step") : Texts.of("within {0} steps", steps);
  }

  private static String effort(Looked looked) {
    return Texts.of(
        "{0} states looked at in {1}; the function took {2} steps for it.",
        CountText.of(looked.states()),
        DurationText.of(Duration.ofMillis(Math.max(1, looked.elapsed().toMillis()))),
        CountText.of(looked.steps()));
  }

  /** A step of a way, as a sentence. */
  public static String step(Planned planned) {
    String move = move(planned.move());
    if (planned.move() instanceof Move.Crash) {
      return Texts.of("{0}.", move);
    }
    long term = planned.after().term();
    boolean asks = planned.sent().stream().anyMatch(Rpc.RequestVote.class::isInstance);
    return switch (planned.after().role()) {
      case LEADER ->
          switch (planned.move()) {
            case Move.Deliver(Rpc.RequestVoteReply _, boolean _) ->
                Texts.of("{0} and leads term {1}.", move, term);
            case Move.Deliver(Rpc.AppendEntriesReply _, boolean _) ->
                Texts.of("{0}: its commit index is {1}.", move, planned.after().commitIndex());
            default -> Texts.of("{0}.", move);
          };
      case CANDIDATE ->
          asks
              ? Texts.of("{0}: it asks for votes in term {1}.", move, term)
              : Texts.of("{0}; it is candidate in term {1}.", move, term);
      case PRE_CANDIDATE ->
          asks
              ? Texts.of("{0}: it asks who would vote for it in term {1}.", move, term + 1)
              : Texts.of("{0}; it still asks for term {1}.", move, term + 1);
      case FOLLOWER -> answered(move, planned.sent(), term);
    };
  }

  private static String answered(String move, List<Rpc> sent, long term) {
    for (Rpc rpc : sent) {
      switch (rpc) {
        case Rpc.RequestVoteReply reply -> {
          return reply.granted()
              ? Texts.of("{0} and grants it.", move)
              : Texts.of("{0} and refuses it.", move);
        }
        case Rpc.AppendEntriesReply reply -> {
          return reply.success()
              ? Texts.of("{0} and has entries up to {1}.", move, reply.matchIndex())
              : Texts.of("{0} and refuses it.", move);
        }
        default -> {}
      }
    }
    return Texts.of("{0}; it follows in term {1}.", move, term);
  }

  /** A sentence that can go on. */
  private static String move(Move move) {
    String node = NodeNames.of(move.node());
    return switch (move) {
      case Move.Deliver(Rpc rpc, boolean copy) ->
          copy
              ? Texts.of("{0} receives {1}, of which a copy stays under way", node, message(rpc))
              : Texts.of("{0} receives {1}", node, message(rpc));
      case Move.TimeOut _ ->
          Texts.of(
              "An election timeout passes in which no heartbeat arrives, and the timer of {0} fires"
                  + " first",
              node);
      case Move.Heartbeat _ -> Texts.of("The heartbeat timer of {0} fires", node);
      case Move.Crash _ -> Texts.of("{0} crashes", node);
      case Move.Restart _ -> Texts.of("{0} starts again", node);
      case Move.Submit(int _, var command) ->
          Texts.of(
              "A client asks {0}: {1}", node, Shortened.of(EntryText.typed(command), MOST_LETTERS));
    };
  }

  /** As a node receives it. */
  private static String message(Rpc rpc) {
    String from = NodeNames.of(rpc.from());
    return switch (rpc) {
      case Rpc.RequestVote vote ->
          vote.preVote()
              ? Texts.of("the pre-vote request of {0} for term {1}", from, vote.term())
              : Texts.of("the vote request of {0} for term {1}", from, vote.term());
      case Rpc.RequestVoteReply reply -> vote(from, reply.granted(), reply.preVote());
      case Rpc.AppendEntries append ->
          switch (append.count()) {
            case 0 -> Texts.of("a heartbeat of {0}", from);
            case 1 -> Texts.of("entry {0} from {1}", append.firstIndex(), from);
            default ->
                Texts.of(
                    "entries {0} to {1} from {2}", append.firstIndex(), append.lastIndex(), from);
          };
      case Rpc.AppendEntriesReply reply ->
          reply.success()
              ? Texts.of("{0}’s answer that it holds entry {1}", from, reply.matchIndex())
              : Texts.of(
                  "{0}’s refusal, with a conflict at entry {1}", from, reply.conflictIndex());
      case Rpc.InstallSnapshot snapshot ->
          Texts.of(
              "a piece of the snapshot up to entry {0} from {1}", snapshot.snapshotIndex(), from);
      case Rpc.InstallSnapshotReply _ -> Texts.of("{0}’s answer to a snapshot", from);
      case Rpc.TimeoutNow _ -> Texts.of("{0}’s word to campaign at once", from);
      case Rpc.Unknown other ->
          Texts.of("{0} from {1}", Shortened.of(other.type(), MOST_LETTERS), from);
    };
  }

  private static String vote(String from, boolean granted, boolean preVote) {
    if (granted) {
      return preVote ? Texts.of("{0}’s pre-vote", from) : Texts.of("{0}’s vote", from);
    }
    return preVote
        ? Texts.of("{0}’s refusal of a pre-vote", from)
        : Texts.of("{0}’s refusal of a vote", from);
  }
}
