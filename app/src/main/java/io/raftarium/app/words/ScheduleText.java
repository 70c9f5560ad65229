package io.raftarium.app.words;

import io.raftarium.protocol.Rpc;
import io.raftarium.search.Looked;
import io.raftarium.search.Move;
import io.raftarium.search.Outcome;
import io.raftarium.search.Schedule.Planned;
import io.raftarium.search.Wish;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What is searched for, what came of it, and a way step by step. */
public final class ScheduleText {
  private ScheduleText() {}

  /** What is wished for, as a choice. */
  public static String wish(Wish wish) {
    return switch (wish) {
      case Wish.TwoLeaders(boolean oneTerm) ->
          oneTerm ? "Two leaders in one term" : "Two leaders at one time";
      case Wish.BecomesLeader(int node) -> NodeNames.of(node) + " becomes leader";
      case Wish.Overwritten(int node, long index, long term) ->
          entry(index, term)
              + " is overwritten"
              + (node == 0 ? "" : " in the log of " + NodeNames.of(node));
      case Wish.Commits(long index, long term) ->
          term == 0 ? "One more entry is committed" : entry(index, term) + " is committed";
      case Wish.AcknowledgedLost _ -> "An acknowledged write is lost";
    };
  }

  private static String entry(long index, long term) {
    return "Entry " + index + " of term " + term;
  }

  /** How far a search has come. */
  public static String looked(Looked looked) {
    return String.format(
        Locale.ROOT,
        "%,d states, ways of %d steps, %,d a second",
        looked.states(),
        looked.depth(),
        looked.rate());
  }

  /** What a search came to. */
  public static String outcome(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Found found -> {
        int steps = found.schedule().steps().size();
        yield steps == 0
            ? "It is so already."
            : "Yes, in "
                + count(steps, "step")
                + (found.shortest() ? ": there is no shorter way. " : ": the shortest found. ")
                + effort(found.looked());
      }
      case Outcome.NotFound none ->
          switch (none.end()) {
                case EVERYTHING -> "Not from here: nothing else can happen with what is allowed. ";
                case STEPS -> "Not within " + count(none.steps(), "step") + ". ";
                case STATES, TIME, CANCELLED ->
                    "Not within "
                        + count(Math.max(0, none.steps() - 1), "step")
                        + ", and not found beyond. ";
              }
              + effort(none.looked())
              + switch (none.end()) {
                case STATES -> " It ended because memory for more states is not allowed.";
                case TIME -> " It ended because its time was up.";
                case CANCELLED -> " It was ended by you.";
                case STEPS, EVERYTHING -> "";
              };
    };
  }

  private static String effort(Looked looked) {
    return String.format(
        Locale.ROOT,
        "%,d states looked at in %s; the function took %,d steps for it.",
        looked.states(),
        DurationText.of(Duration.ofMillis(Math.max(1, looked.elapsed().toMillis()))),
        looked.steps());
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** A step of a way, as a sentence. */
  public static String step(Planned planned) {
    return move(planned.move()) + effect(planned) + ".";
  }

  private static String move(Move move) {
    String node = NodeNames.of(move.node());
    return switch (move) {
      case Move.Deliver(Rpc rpc, boolean copy) ->
          node + " receives " + message(rpc) + (copy ? ", of which a copy stays under way" : "");
      case Move.TimeOut _ ->
          "An election timeout passes in which no heartbeat arrives, and the timer of "
              + node
              + " fires first";
      case Move.Heartbeat _ -> "The heartbeat timer of " + node + " fires";
      case Move.Crash _ -> node + " crashes";
      case Move.Restart _ -> node + " starts again";
      case Move.Submit(int _, var command) ->
          "A client asks " + node + ": " + Shortened.of(EntryText.typed(command), 40);
    };
  }

  private static String message(Rpc rpc) {
    String from = NodeNames.of(rpc.from());
    return switch (rpc) {
      case Rpc.RequestVote vote ->
          (vote.preVote() ? "the pre-vote request of " : "the vote request of ")
              + from
              + " for term "
              + vote.term();
      case Rpc.RequestVoteReply reply ->
          from
              + (reply.granted() ? "’s " : "’s refusal of a ")
              + (reply.preVote() ? "pre-vote" : "vote");
      case Rpc.AppendEntries append ->
          switch (append.count()) {
            case 0 -> "a heartbeat of " + from;
            case 1 -> "entry " + append.firstIndex() + " from " + from;
            default ->
                "entries " + append.firstIndex() + " to " + append.lastIndex() + " from " + from;
          };
      case Rpc.AppendEntriesReply reply ->
          reply.success()
              ? from + "’s answer that it holds entry " + reply.matchIndex()
              : from + "’s refusal, with a conflict at entry " + reply.conflictIndex();
      case Rpc.InstallSnapshot snapshot ->
          "a piece of the snapshot up to entry " + snapshot.snapshotIndex() + " from " + from;
      case Rpc.InstallSnapshotReply _ -> from + "’s answer to a snapshot";
      case Rpc.TimeoutNow _ -> from + "’s word to campaign at once";
      case Rpc.Unknown other -> Shortened.of(other.type(), 40) + " from " + from;
    };
  }

  /** What comes of it: the role and term after it, and what it answers. */
  private static String effect(Planned planned) {
    if (planned.move() instanceof Move.Crash) {
      return "";
    }
    long term = planned.after().term();
    List<Rpc> sent = planned.sent();
    return switch (planned.after().role()) {
      case LEADER ->
          switch (planned.move()) {
            case Move.Deliver(Rpc.RequestVoteReply _, boolean _) -> " and leads term " + term;
            case Move.Deliver(Rpc.AppendEntriesReply _, boolean _) ->
                ": its commit index is " + planned.after().commitIndex();
            default -> "";
          };
      case CANDIDATE ->
          asks(sent) ? ": it asks for votes in term " + term : "; it is candidate in term " + term;
      case PRE_CANDIDATE ->
          asks(sent)
              ? ": it asks who would vote for it in term " + (term + 1)
              : "; it still asks for term " + (term + 1);
      case FOLLOWER -> answer(planned);
    };
  }

  private static boolean asks(List<Rpc> sent) {
    return sent.stream().anyMatch(Rpc.RequestVote.class::isInstance);
  }

  private static String answer(Planned planned) {
    for (Rpc rpc : planned.sent()) {
      switch (rpc) {
        case Rpc.RequestVoteReply reply -> {
          return reply.granted() ? " and grants it" : " and refuses it";
        }
        case Rpc.AppendEntriesReply reply -> {
          return reply.success()
              ? " and has entries up to " + reply.matchIndex()
              : " and refuses it";
        }
        default -> {}
      }
    }
    return "; it follows in term " + planned.after().term();
  }
}
