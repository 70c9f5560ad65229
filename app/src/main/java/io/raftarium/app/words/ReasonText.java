package io.raftarium.app.words;

import io.raftarium.protocol.Role;
import io.raftarium.reason.Fact;
import io.raftarium.reason.Fact.Ballot;
import io.raftarium.reason.Fact.Change;
import io.raftarium.reason.Fact.Heard;
import io.raftarium.reason.Fact.Mail;
import io.raftarium.reason.Fact.Trigger;
import io.raftarium.reason.Question;
import io.raftarium.reason.Reason;
import io.raftarium.view.Deed;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions and the links of a chain of causes, a sentence each. */
public final class ReasonText {
  private static final int MOST_ASKED = 80;

  private ReasonText() {}

  /**
   * A question with its question mark.
   *
   * @param then the moment at which it is asked
   */
  public static String question(Question question, Moment then) {
    return switch (question) {
      case Question.Role(int node) -> {
        NodeView rows = then.view().nodes().get(node);
        yield rows == null
            ? Texts.of("Why is {0} what it is?", name(node))
            : Texts.of("Why is {0} {1} in term {2}?", name(node), role(rows), rows.currentTerm());
      }
      case Question.Term(int node) -> {
        NodeView rows = then.view().nodes().get(node);
        yield rows == null
            ? Texts.of("Why is {0} in its term?", name(node))
            : Texts.of("Why is {0} in term {1}?", name(node), rows.currentTerm());
      }
      case Question.Vote(int node) -> vote(node, then.view().nodes().get(node));
      case Question.Leader(int node) -> leader(node, then.view().nodes().get(node));
      case Question.Commit(int node) -> {
        NodeView rows = then.view().nodes().get(node);
        yield rows == null
            ? Texts.of("Why is the commit index of {0} where it is?", name(node))
            : Texts.of("Why is the commit index of {0} {1}?", name(node), rows.commitIndex());
      }
      case Question.Entry(int node, long index) ->
          Texts.of("Why does {0} have this entry at index {1}?", name(node), index);
      case Question.Committed(int node, long index) -> {
        NodeView rows = then.view().nodes().get(node);
        boolean committed = rows == null || rows.committed(index);
        yield committed
            ? Texts.of("Why is index {0} committed at {1}?", index, name(node))
            : Texts.of("Why is index {0} not committed at {1}?", index, name(node));
      }
      case Question.Lost(int node, long index) ->
          Texts.of("Why did {0} lose what it had at index {1}?", name(node), index);
      case Question.Request(String request) -> request(request, then.submissions());
    };
  }

  private static String role(NodeView rows) {
    return switch (rows.role()) {
      case LEADER, FOLLOWER -> RoleText.of(rows.role());
      case CANDIDATE -> Texts.of("a candidate");
      case PRE_CANDIDATE -> Texts.of("a pre-candidate");
    };
  }

  private static String vote(int node, @Nullable NodeView rows) {
    String me = name(node);
    Integer vote = rows == null ? null : rows.votedFor();
    if (rows == null) {
      return Texts.of("Why has {0} voted for nobody?", me);
    }
    if (vote == null) {
      return Texts.of("Why has {0} voted for nobody in term {1}?", me, rows.currentTerm());
    }
    return vote == node
        ? Texts.of("Why did {0} vote for itself in term {1}?", me, rows.currentTerm())
        : Texts.of("Why did {0} vote for {1} in term {2}?", me, name(vote), rows.currentTerm());
  }

  private static String leader(int node, @Nullable NodeView rows) {
    Integer leader = rows == null ? null : rows.leaderId();
    if (leader == null) {
      return Texts.of("Why does {0} know no leader?", name(node));
    }
    return leader == node
        ? Texts.of("Why does {0} lead?", name(node))
        : Texts.of("Why does {0} follow {1}?", name(node), name(leader));
  }

  private static String request(String request, List<Submission> all) {
    for (Submission each : all) {
      if (each.request().equals(request)) {
        String what =
            Texts.of("request {0}, {1}", request, Shortened.of(AskText.of(each.ask()), MOST_ASKED));
        return switch (each.status()) {
          case WAITING -> Texts.of("Why does {0}, wait?", what);
          case OK, HAPPENED -> Texts.of("Why is {0}, done?", what);
          case NOT_LEADER, REJECTED, NODE_DOWN -> Texts.of("Why was {0}, refused?", what);
          case UNKNOWN -> Texts.of("Why does nobody know what became of {0}?", what);
          case DID_NOT_HAPPEN -> Texts.of("Why did {0}, not happen?", what);
        };
      }
    }
    return Texts.of("Why did request {0} end as it did?", request);
  }

  /** A link as one sentence, with its full stop. */
  public static String sentence(Reason reason) {
    return text(reason) + ".";
  }

  private static String text(Reason reason) {
    return switch (reason.fact()) {
      case Fact.Stepped step -> change(step) + trigger(step);
      case Fact.VotesCounted votes -> counted(votes);
      case Fact.Granted(int voter, int node, long term, boolean asksFirst) ->
          asksFirst
              ? Texts.of(
                  "{0} said that it would vote for {1} in term {2}", name(voter), name(node), term)
              : Texts.of("{0} voted for {1} in term {2}", name(voter), name(node), term);
      case Fact.TimerFired fired -> fired(fired);
      case Fact.InVain(int node, long first, long last, int times) ->
          times == 1
              ? Texts.of(
                  "{0} had asked for votes in term {1} before, and no majority gave them",
                  name(node), last)
              : first == last
                  ? Texts.of(
                      "{0} had asked for votes {1} times in term {2}, and no majority gave them",
                      name(node), times, first)
                  : Texts.of(
                      "{0} had asked for votes {1} times since term {2}, and no majority gave them",
                      name(node), times, first);
      case Fact.MessageLost lost -> lost(lost);
      case Fact.Silent silent -> silent(silent);
      case Fact.Act(Deed deed) ->
          Texts.of("{0} at {1}", DeedText.byOperator(deed), TimeText.second(reason.at()));
      case Fact.Started(int node) ->
          Texts.of("The process of {0} started, as every process does as a follower", name(node));
      case Fact.Replicated committed -> replicated(committed);
      case Fact.Acknowledged(int node, int leader, long index) ->
          Texts.of(
              "{0} told {1} that its log has all up to index {2}", name(node), name(leader), index);
      case Fact.Waits waits -> waits(waits);
      case Fact.Requested(Submission submission) ->
          Texts.of(
              "A client asked: {0} (request {1})",
              Shortened.of(AskText.of(submission.ask()), MOST_ASKED), submission.request());
      case Fact.Fate(Submission submission) ->
          submission.answered()
              ? DeedText.of(new Deed.Answered(submission))
              : Texts.of("Request {0} has no answer yet", submission.request());
      case Fact.Unknown(Fact.Limit limit) ->
          switch (limit) {
            case TAPE -> Texts.of("What led to it is older than what the tape keeps");
            case LENGTH -> Texts.of("The chain goes on, further than is told here");
            case UNRECORDED -> Texts.of("Nothing that was recorded tells more");
            case ABSENT -> Texts.of("There is no such thing at this moment");
            case BEGINNING -> Texts.of("It has been so from the beginning");
          };
    };
  }

  private static String name(int node) {
    return NodeNames.of(node);
  }

  private static String change(Fact.Stepped step) {
    String me = name(step.node());
    return switch (step.change()) {
      case Change.Became(Role role, long term, Role before) ->
          before == Role.LEADER
              ? Texts.of("{0} leads no longer and is {1} in term {2}", me, RoleText.of(role), term)
              : before == Role.CANDIDATE || before == Role.PRE_CANDIDATE
                  ? Texts.of(
                      "{0} asks for votes no longer and is {1} in term {2}",
                      me, RoleText.of(role), term)
                  : Texts.of("{0} is {1} in term {2}", me, RoleText.of(role), term);
      case Change.Entered(long term) -> Texts.of("{0} entered term {1}", me, term);
      case Change.Voted(int node, long term) ->
          node == 0
              ? Texts.of("{0} has given no vote in term {1}", me, term)
              : Texts.of("{0} voted for {1} in term {2}", me, name(node), term);
      case Change.Follows(int leader, long term) ->
          leader == 0
              ? Texts.of("{0} knows no leader in term {1}", me, term)
              : Texts.of("{0} follows {1} in term {2}", me, name(leader), term);
      case Change.Stands(long term, boolean asksFirst) ->
          asksFirst
              ? Texts.of("{0} asked who would vote for it in term {1}", me, term)
              : Texts.of("{0} asked for votes in term {1}", me, term);
      case Change.Commits(long index) -> Texts.of("{0} has committed up to index {1}", me, index);
      case Change.Stores(long index, long term, String what) ->
          what.equals("noop")
              ? Texts.of("{0} stored index {1}, a no-op of term {2}", me, index, term)
              : Texts.of("{0} stored index {1} of term {2}", me, index, term);
      case Change.Loses(long index, long term, long now) ->
          now == 0
              ? Texts.of("{0} cut index {1} of term {2} off its log", me, index, term)
              : Texts.of(
                  "{0} cut index {1} of term {2} off its log, and has one of term {3} there",
                  me, index, term, now);
    };
  }

  private static String trigger(Fact.Stepped step) {
    return switch (step.trigger()) {
      case Trigger.Arrived(Mail mail) when mail.type().equals("TimeoutNow") ->
          Texts.of(", because {0}", StepText.handsOver(mail.from()));
      case Trigger.Arrived(Mail mail) ->
          Texts.of(", because {0} of term {1} arrived", of(mail), mail.term());
      case Trigger.ElectionTimer _ -> Texts.of(", because its election timer ran out");
      case Trigger.NoQuorum _ -> Texts.of(", because {0}", StepText.noQuorum());
      case Trigger.Start _ -> Texts.of(", because its process started");
      case Trigger.Request _ -> Texts.of(", because a client asked for it");
      case Trigger.Won _ -> Texts.of(", because it had become leader");
      case Trigger.Other(String type) ->
          Texts.of(", because it took {0}", Shortened.of(type, MOST_ASKED));
    };
  }

  private static String of(Mail mail) {
    return name(mail.from()) + "'s " + Shortened.of(mail.type(), MOST_ASKED);
  }

  private static String counted(Fact.VotesCounted votes) {
    List<Integer> voters = votes.ballots().stream().map(Ballot::voter).sorted().toList();
    String me = name(votes.node());
    if (voters.isEmpty()) {
      return votes.asksFirst()
          ? Texts.of(
              "{0} asked for votes in term {1}, because its own vote is a majority",
              me, votes.term())
          : Texts.of("{0} leads term {1}, because its own vote is a majority", me, votes.term());
    }
    return votes.asksFirst()
        ? Texts.of(
            "{0} asked for votes in term {1}, because {2} said that they would vote for it",
            me, votes.term(), NodeNames.list(voters))
        : Texts.of(
            "{0} leads term {1}, because {2} voted for it",
            me, votes.term(), NodeNames.list(voters));
  }

  private static String fired(Fact.TimerFired fired) {
    String me = name(fired.node());
    Heard heard = fired.heard();
    if (heard == null) {
      return Texts.of(
          "The election timer of {0} ran out, because {1}", me, StepText.heardNothing());
    }
    String last = Texts.of("{0} at {1}", of(heard.mail()), TimeText.of(heard.at()));
    return heard.mail().from() == fired.leader()
        ? Texts.of(
            "The election timer of {0} ran out, because nothing of {1} arrived after {2}",
            me, name(fired.leader()), last)
        : Texts.of(
            "The election timer of {0} ran out, because {1} after {2}",
            me, StepText.heardNothing(), last);
  }

  private static String lost(Fact.MessageLost lost) {
    Mail mail = lost.last();
    String to = name(mail.to());
    String what =
        lost.count() == 1
            ? Texts.of("{0} to {1} did not arrive in time", of(mail), to)
            : Texts.of(
                "{0} messages of {1} to {2} did not arrive in time",
                lost.count(), name(mail.from()), to);
    return switch (lost.loss()) {
      case CUT -> Texts.of("{0}: their link was cut", what);
      case CHANCE -> Texts.of("{0}: their link loses some", what);
      case LATE -> Texts.of("{0}: the newest was still under way", what);
      case HELD -> Texts.of("{0}: the newest was held on its link", what);
      case DROPPED -> Texts.of("{0}: the newest was dropped", what);
      case DOWN -> Texts.of("{0}: the process of {1} was down", what, to);
      case WAITED -> Texts.of("{0}: {1} had not taken the newest yet", what, to);
      case UNKNOWN -> Texts.of("{0}, and nobody recorded why", what);
    };
  }

  private static String silent(Fact.Silent silent) {
    String node = name(silent.node());
    return switch (silent.why()) {
      case DOWN -> Texts.of("The process of {0} was down", node);
      case PAUSED -> Texts.of("The process of {0} was paused", node);
      case NO_LEADER -> Texts.of("{0} sent nothing as a leader: it was none any longer", node);
      case UNKNOWN -> Texts.of("{0} sent nothing that is recorded", node);
    };
  }

  private static String replicated(Fact.Replicated committed) {
    String head =
        Texts.of(
            "{0} committed up to index {1} as leader of term {2}",
            name(committed.leader()), committed.index(), committed.term());
    List<Integer> holders = committed.holders().stream().map(Ballot::voter).sorted().toList();
    return holders.isEmpty()
        ? Texts.of("{0}, because its own log is a majority", head)
        : Texts.of(
            "{0}, because {1} had it too: with its own log a majority",
            head, NodeNames.list(holders));
  }

  private static String waits(Fact.Waits waits) {
    String holders = NodeNames.list(waits.holders());
    return waits.holders().size() == 1
        ? Texts.of(
            "Index {0} waits for a majority: {1} has it, {2} more must",
            waits.index(), holders, waits.missing())
        : Texts.of(
            "Index {0} waits for a majority: {1} have it, {2} more must",
            waits.index(), holders, waits.missing());
  }
}
