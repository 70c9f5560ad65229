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
        yield "Why is " + name(node) + (rows == null ? " what it is?" : " " + role(rows) + "?");
      }
      case Question.Term(int node) -> {
        NodeView rows = then.view().nodes().get(node);
        yield "Why is " + name(node) + " in " + (rows == null ? "its term?" : term(rows) + "?");
      }
      case Question.Vote(int node) -> vote(node, then.view().nodes().get(node));
      case Question.Leader(int node) -> leader(node, then.view().nodes().get(node));
      case Question.Commit(int node) -> {
        NodeView rows = then.view().nodes().get(node);
        yield "Why is the commit index of "
            + name(node)
            + (rows == null ? " where it is?" : " " + rows.commitIndex() + "?");
      }
      case Question.Entry(int node, long index) ->
          "Why does " + name(node) + " have this entry at index " + index + "?";
      case Question.Committed(int node, long index) -> {
        NodeView rows = then.view().nodes().get(node);
        boolean committed = rows == null || rows.committed(index);
        yield "Why is index "
            + index
            + (committed ? "" : " not")
            + " committed at "
            + name(node)
            + "?";
      }
      case Question.Lost(int node, long index) ->
          "Why did " + name(node) + " lose what it had at index " + index + "?";
      case Question.Request(String request) -> request(request, then.submissions());
    };
  }

  private static String role(NodeView rows) {
    return (rows.role() == Role.LEADER || rows.role() == Role.FOLLOWER ? "" : "a ")
        + rows.role().text().replace('_', '-')
        + " in "
        + term(rows);
  }

  private static String term(NodeView rows) {
    return "term " + rows.currentTerm();
  }

  private static String vote(int node, @Nullable NodeView rows) {
    Integer vote = rows == null ? null : rows.votedFor();
    String in = rows == null ? "" : " in " + term(rows);
    if (vote == null) {
      return "Why has " + name(node) + " voted for nobody" + in + "?";
    }
    return "Why did "
        + name(node)
        + " vote for "
        + (vote == node ? "itself" : name(vote))
        + in
        + "?";
  }

  private static String leader(int node, @Nullable NodeView rows) {
    Integer leader = rows == null ? null : rows.leaderId();
    if (leader == null) {
      return "Why does " + name(node) + " know no leader?";
    }
    return leader == node
        ? "Why does " + name(node) + " lead?"
        : "Why does " + name(node) + " follow " + name(leader) + "?";
  }

  private static String request(String request, List<Submission> all) {
    for (Submission each : all) {
      if (each.request().equals(request)) {
        String what =
            "request " + request + ", " + Shortened.of(AskText.of(each.ask()), MOST_ASKED);
        return switch (each.status()) {
          case WAITING -> "Why does " + what + ", wait?";
          case OK, HAPPENED -> "Why is " + what + ", done?";
          case NOT_LEADER, REJECTED, NODE_DOWN -> "Why was " + what + ", refused?";
          case UNKNOWN -> "Why does nobody know what became of " + what + "?";
          case DID_NOT_HAPPEN -> "Why did " + what + ", not happen?";
        };
      }
    }
    return "Why did request " + request + " end as it did?";
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
          name(voter)
              + (asksFirst ? " said that it would vote for " : " voted for ")
              + name(node)
              + " in term "
              + term;
      case Fact.TimerFired fired -> fired(fired);
      case Fact.InVain(int node, long first, long last, int times) ->
          name(node)
              + (times == 1
                  ? " had asked for votes in term " + last + " before, and no majority gave them"
                  : " had asked for votes "
                      + times
                      + " times"
                      + (first == last ? " in term " + first : " since term " + first)
                      + ", and no majority gave them");
      case Fact.MessageLost lost -> lost(lost);
      case Fact.Silent silent -> silent(silent);
      case Fact.Act(Deed deed) -> DeedText.byOperator(deed) + " at " + TimeText.second(reason.at());
      case Fact.Started(int node) ->
          "The process of " + name(node) + " started, as every process does as a follower";
      case Fact.Replicated committed -> replicated(committed);
      case Fact.Acknowledged(int node, int leader, long index) ->
          name(node) + " told " + name(leader) + " that its log has all up to index " + index;
      case Fact.Waits waits -> waits(waits);
      case Fact.Requested(Submission submission) ->
          "A client asked: "
              + Shortened.of(AskText.of(submission.ask()), MOST_ASKED)
              + " (request "
              + submission.request()
              + ")";
      case Fact.Fate(Submission submission) ->
          submission.answered()
              ? DeedText.of(new Deed.Answered(submission))
              : "Request " + submission.request() + " has no answer yet";
      case Fact.Unknown(Fact.Limit limit) ->
          switch (limit) {
            case TAPE -> "What led to it is older than what the tape keeps";
            case LENGTH -> "The chain goes on, further than is told here";
            case UNRECORDED -> "Nothing that was recorded tells more";
            case ABSENT -> "There is no such thing at this moment";
            case BEGINNING -> "It has been so from the beginning";
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
              ? me + " leads no longer and is " + role.text() + " in term " + term
              : before == Role.CANDIDATE || before == Role.PRE_CANDIDATE
                  ? me + " asks for votes no longer and is " + role.text() + " in term " + term
                  : me + " is " + role.text() + " in term " + term;
      case Change.Entered(long term) -> me + " entered term " + term;
      case Change.Voted(int node, long term) ->
          node == 0
              ? me + " has given no vote in term " + term
              : me + " voted for " + name(node) + " in term " + term;
      case Change.Follows(int leader, long term) ->
          leader == 0
              ? me + " knows no leader in term " + term
              : me + " follows " + name(leader) + " in term " + term;
      case Change.Stands(long term, boolean asksFirst) ->
          me
              + (asksFirst ? " asked who would vote for it in term " : " asked for votes in term ")
              + term;
      case Change.Commits(long index) -> me + " has committed up to index " + index;
      case Change.Stores(long index, long term, String what) ->
          me
              + " stored index "
              + index
              + (what.equals("noop") ? ", a no-op" : "")
              + " of term "
              + term;
      case Change.Loses(long index, long term, long now) ->
          me
              + " cut index "
              + index
              + " of term "
              + term
              + " off its log"
              + (now == 0 ? "" : ", and has one of term " + now + " there");
    };
  }

  private static String trigger(Fact.Stepped step) {
    return switch (step.trigger()) {
      case Trigger.Arrived(Mail mail) when mail.type().equals("TimeoutNow") ->
          ", because " + StepText.handsOver(mail.from());
      case Trigger.Arrived(Mail mail) ->
          ", because " + of(mail) + " of term " + mail.term() + " arrived";
      case Trigger.ElectionTimer _ -> ", because its election timer ran out";
      case Trigger.NoQuorum _ -> ", because " + StepText.noQuorum();
      case Trigger.Start _ -> ", because its process started";
      case Trigger.Request _ -> ", because a client asked for it";
      case Trigger.Won _ -> ", because it had become leader";
      case Trigger.Other(String type) -> ", because it took " + Shortened.of(type, MOST_ASKED);
    };
  }

  private static String of(Mail mail) {
    return name(mail.from()) + "'s " + Shortened.of(mail.type(), MOST_ASKED);
  }

  private static String counted(Fact.VotesCounted votes) {
    List<Integer> voters = votes.ballots().stream().map(Ballot::voter).sorted().toList();
    String head =
        name(votes.node())
            + (votes.asksFirst() ? " asked for votes in term " : " leads term ")
            + votes.term()
            + ", because ";
    if (voters.isEmpty()) {
      return head + "its own vote is a majority";
    }
    return head
        + NodeNames.list(voters)
        + (votes.asksFirst() ? " said that they would vote for it" : " voted for it");
  }

  private static String fired(Fact.TimerFired fired) {
    String head = "The election timer of " + name(fired.node()) + " ran out, because ";
    Heard heard = fired.heard();
    if (heard == null) {
      return head + StepText.heardNothing();
    }
    String last = of(heard.mail()) + " at " + TimeText.of(heard.at());
    return heard.mail().from() == fired.leader()
        ? head + "nothing of " + name(fired.leader()) + " arrived after " + last
        : head + StepText.heardNothing() + " after " + last;
  }

  private static String lost(Fact.MessageLost lost) {
    Mail mail = lost.last();
    String to = name(mail.to());
    String what =
        lost.count() == 1
            ? of(mail) + " to " + to + " did not arrive in time"
            : lost.count()
                + " messages of "
                + name(mail.from())
                + " to "
                + to
                + " did not arrive in time";
    return what
        + switch (lost.loss()) {
          case CUT -> ": their link was cut";
          case CHANCE -> ": their link loses some";
          case LATE -> ": the newest was still under way";
          case HELD -> ": the newest was held on its link";
          case DROPPED -> ": the newest was dropped";
          case DOWN -> ": the process of " + to + " was down";
          case WAITED -> ": " + to + " had not taken the newest yet";
          case UNKNOWN -> ", and nobody recorded why";
        };
  }

  private static String silent(Fact.Silent silent) {
    String node = name(silent.node());
    return switch (silent.why()) {
      case DOWN -> "The process of " + node + " was down";
      case PAUSED -> "The process of " + node + " was paused";
      case NO_LEADER -> node + " sent nothing as a leader: it was none any longer";
      case UNKNOWN -> node + " sent nothing that is recorded";
    };
  }

  private static String replicated(Fact.Replicated committed) {
    String head =
        name(committed.leader())
            + " committed up to index "
            + committed.index()
            + " as leader of term "
            + committed.term()
            + ", because ";
    List<Integer> holders = committed.holders().stream().map(Ballot::voter).sorted().toList();
    return holders.isEmpty()
        ? head + "its own log is a majority"
        : head + NodeNames.list(holders) + " had it too: with its own log a majority";
  }

  private static String waits(Fact.Waits waits) {
    return "Index "
        + waits.index()
        + " waits for a majority: "
        + NodeNames.list(waits.holders())
        + (waits.holders().size() == 1 ? " has it, " : " have it, ")
        + waits.missing()
        + " more must";
  }
}
