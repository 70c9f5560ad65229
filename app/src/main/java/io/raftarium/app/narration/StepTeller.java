package io.raftarium.app.narration;

import io.raftarium.app.words.EntryText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.StepText;
import io.raftarium.app.words.Texts;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Role;
import io.raftarium.protocol.Rpc;
import io.raftarium.view.LoadPlan;
import io.raftarium.view.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells one journalled step of one node. */
final class StepTeller {
  private final JournalEntry step;
  private final Known before;
  private final Known after;
  private final @Nullable NodeView view;
  private final Event event;
  private final String me;
  private final int from;
  private final String sender;
  private final @Nullable LogCut cut;

  /**
   * Of a step.
   *
   * @param was the node right before it; null where no view shows that
   * @param nodes all nodes as they are now, by id
   */
  StepTeller(
      JournalEntry step,
      Known before,
      Known after,
      @Nullable NodeView was,
      SortedMap<Integer, NodeView> nodes) {
    this.step = step;
    this.before = before;
    this.after = after;
    view = nodes.get(step.nodeId());
    cut = LogCut.of(step, before, was, view, nodes.values());
    event = step.event();
    me = NodeNames.of(step.nodeId());
    from = event instanceof Rpc rpc ? rpc.from() : 0;
    sender = NodeNames.of(from);
  }

  private List<Integer> voters() {
    return view == null ? List.of() : view.voters();
  }

  /** What can be told of the step by itself. */
  List<Sentence> sentences() {
    List<Sentence> told = new ArrayList<>();
    switch (event) {
      case Event.Start _ -> start(told);
      case Event.ElectionTimeout _, Rpc.TimeoutNow _ -> {
        if (after.is(Role.FOLLOWER)) {
          steppedDown(told);
        } else {
          campaign(told);
        }
      }
      case Rpc.RequestVote asked -> voteAsked(asked, told);
      case Rpc.RequestVoteReply _ -> {
        if (before.is(Role.PRE_CANDIDATE) && after.is(Role.CANDIDATE)) {
          campaign(told);
        } else {
          steppedDown(told);
        }
      }
      case Rpc.AppendEntries append -> entries(append, told);
      default -> steppedDown(told);
    }
    if (after.is(Role.LEADER) && !before.is(Role.LEADER)) {
      won(told);
    }
    new LaterRules(step, before, after, view).tell(told);
    return told;
  }

  private Sentence say(String head, String rest) {
    return new Sentence(step.at(), after.term(), head, rest);
  }

  private void start(List<Sentence> told) {
    if (before.term() > 0 || before.lastLogIndex() > 0) {
      told.add(
          say(
              Texts.of("{0} starts from what its rows hold", me),
              Texts.of(
                  ": term {0}, log up to index {1}. It follows until it hears from a leader or"
                      + " its election timer fires.",
                  after.term(), after.lastLogIndex())));
    }
  }

  private void campaign(List<Sentence> told) {
    SortedSet<Integer> receivers = receivers(Rpc.RequestVote.class::isInstance);
    String asked = NodeNames.list(receivers);
    if (after.is(Role.PRE_CANDIDATE)) {
      told.add(
          say(
              Texts.of("{0} asks who would vote for it", me),
              Texts.of(" in term {0}, before it raises its own: {1}.", after.term() + 1, asked)));
    } else if (after.term() > before.term()) {
      told.add(
          say(
              Texts.of("{0} stands for election in term {1}", me, after.term()),
              stands(whyNow(), receivers.isEmpty() ? "" : asked)));
    }
  }

  /** What it does as a candidate, behind the reason where there is one. */
  private String stands(String why, String asked) {
    if (after.votedFor() == step.nodeId()) {
      if (why.isEmpty()) {
        return asked.isEmpty()
            ? Texts.of(": it votes for itself.")
            : Texts.of(": it votes for itself and asks {0} for their votes.", asked);
      }
      return asked.isEmpty()
          ? Texts.of("{0}. It votes for itself.", why)
          : Texts.of("{0}. It votes for itself and asks {1} for their votes.", why, asked);
    }
    if (why.isEmpty()) {
      return asked.isEmpty()
          ? Texts.of(": it stands.")
          : Texts.of(": it stands and asks {0} for their votes.", asked);
    }
    return asked.isEmpty()
        ? Texts.of("{0}. It stands.", why)
        : Texts.of("{0}. It stands and asks {1} for their votes.", why, asked);
  }

  private String whyNow() {
    if (event instanceof Rpc.TimeoutNow) {
      return ": " + StepText.handsOver(from);
    }
    if (before.is(Role.PRE_CANDIDATE)) {
      SortedSet<Integer> others = votes();
      others.remove(step.nodeId());
      return others.isEmpty() ? "" : Texts.of(": {0} would vote for it", NodeNames.list(others));
    }
    return before.is(Role.CANDIDATE)
        ? Texts.of(": it did not win the election of term {0}", before.term())
        : ": " + StepText.heardNothing();
  }

  private void voteAsked(Rpc.RequestVote asked, List<Sentence> told) {
    steppedDown(told);
    if (asked.preVote()) {
      return;
    }
    for (Rpc rpc : step.actions().sent()) {
      if (rpc instanceof Rpc.RequestVoteReply reply) {
        told.add(
            reply.granted()
                ? say(
                    Texts.of("{0} votes for {1} in term {2}", me, sender, after.term()),
                    whyGranted(asked))
                : say(
                    Texts.of("{0} refuses {1} its vote in term {2}", me, sender, asked.term()),
                    whyRefused(asked)));
      }
    }
  }

  /** Compares what the rule asks for with what the step found: the rule itself may be broken. */
  private String whyGranted(Rpc.RequestVote asked) {
    if (!before.sure()) {
      return ".";
    }
    List<String> broken = new ArrayList<>();
    int other = otherVote(asked.from());
    if (other != 0) {
      broken.add(Texts.of("although it had voted for {0} in that term", NodeNames.of(other)));
    }
    if (ownLogEndsBetter(asked)) {
      broken.add(
          Texts.of(
              "although {0}'s log ends at {1} of term {2} and its own at {3} of term {4}",
              sender,
              asked.lastLogIndex(),
              asked.lastLogTerm(),
              before.lastLogIndex(),
              before.lastLogTerm()));
    }
    return broken.isEmpty()
        ? Texts.of(
            ": it had given no other vote in that term, and {0}'s log is at least as"
                + " good as its own.",
            sender)
        : ", " + String.join(Texts.of(", and "), broken) + ".";
  }

  /** Whom it had voted for in the term of this step, if not for the sender; 0 for nobody else. */
  private int otherVote(int from) {
    if (before.given().term() == after.term() && before.given().node() != from) {
      return before.given().node();
    }
    return before.term() == after.term() && before.votedFor() != from ? before.votedFor() : 0;
  }

  private boolean ownLogEndsBetter(Rpc.RequestVote asked) {
    long term = asked.lastLogTerm();
    return term < before.lastLogTerm()
        || (term == before.lastLogTerm() && asked.lastLogIndex() < before.lastLogIndex());
  }

  private String whyRefused(Rpc.RequestVote asked) {
    if (asked.term() < after.term()) {
      return Texts.of(": it is in term {0} already.", after.term());
    }
    if (before.sure() && ownLogEndsBetter(asked)) {
      return Texts.of(
          ": its own log ends better, at index {0} of term {1} against index {2} of" + " term {3}.",
          before.lastLogIndex(), before.lastLogTerm(), asked.lastLogIndex(), asked.lastLogTerm());
    }
    return after.votedFor() != 0 && after.term() == before.term()
        ? Texts.of(": it has voted for {0}.", NodeNames.of(after.votedFor()))
        : ".";
  }

  private void won(List<Sentence> told) {
    SortedSet<Integer> followers = receivers(Rpc.AppendEntries.class::isInstance);
    told.add(
        say(
                Texts.of("{0} won the election of term {1}", me, after.term()),
                withVotes()
                    + (followers.isEmpty()
                        ? "."
                        : Texts.of(
                            ". It leads and says so to {0} at once.", NodeNames.list(followers))))
            .asTelling());
  }

  /** Who is known to have granted it a vote, or a pre-vote, up to this step. */
  private SortedSet<Integer> votes() {
    SortedSet<Integer> votes = new TreeSet<>(before.votes());
    if (event instanceof Rpc.RequestVoteReply reply && reply.granted()) {
      votes.add(reply.from());
    }
    return votes;
  }

  private String withVotes() {
    SortedSet<Integer> votes = new TreeSet<>(after.votes());
    if (votes.isEmpty() || !before.sure()) {
      return "";
    }
    String with =
        votes.size() == 1 && votes.contains(step.nodeId())
            ? Texts.of(" with its own vote")
            : Texts.of(" with the votes of {0}", NodeNames.list(votes));
    if (view == null || view.joint()) {
      return with;
    }
    votes.retainAll(voters());
    boolean majority = votes.size() > voters().size() / 2;
    String of = Texts.of(", {0} of {1}", votes.size(), voters().size());
    // A newer row may have other voters.
    boolean exact = view.version() == step.version();
    return majority || !exact ? with + of : Texts.of("{0}, which is no majority", with + of);
  }

  private void steppedDown(List<Sentence> told) {
    if (!after.is(Role.FOLLOWER)) {
      return;
    }
    boolean newer = after.term() > before.term();
    boolean append = event instanceof Rpc.AppendEntries;
    String why =
        newer
            ? ": " + StepText.newerTerm(from, after.term(), append) + "."
            : append
                ? Texts.of(": {0} leads term {1}.", sender, after.term())
                : step.rules().contains("CheckQuorum.1")
                    ? ": " + StepText.noQuorum() + "."
                    : step.rules().contains("Config.4")
                        ? Texts.of(": it is no voter of the configuration that is committed now.")
                        : ".";
    if (before.is(Role.LEADER)) {
      told.add(
          say(Texts.of("{0} stepped down as leader of term {1}", me, before.term()), why)
              .asTelling());
    } else if (before.is(Role.CANDIDATE) || before.is(Role.PRE_CANDIDATE)) {
      told.add(
          before.is(Role.CANDIDATE)
              ? say(Texts.of("{0} gave up its candidacy", me), why)
              : say(Texts.of("{0} asks no longer", me), why));
    }
  }

  private void entries(Rpc.AppendEntries append, List<Sentence> told) {
    steppedDown(told);
    if (cut != null) {
      told.add(cut.sentence(step, after));
    }
    Rpc.AppendEntriesReply reply = reply();
    if (reply != null
        && !reply.success()
        && append.term() == after.term()
        && after.lastLogIndex() < append.prevLogIndex()) {
      told.add(
          say(
              Texts.of("{0} refuses what {1} sent", me, sender),
              Texts.of(
                  ": its log ends at index {0} and the entry before these is index {1}. {2}"
                      + " has to go back.",
                  after.lastLogIndex(), append.prevLogIndex(), sender)));
    }
  }

  /** Whether it appended nothing but what clients of a load asked for. */
  boolean ofLoad() {
    if (view == null || after.lastLogIndex() <= before.lastLogIndex()) {
      return false;
    }
    for (long index = before.lastLogIndex() + 1; index <= after.lastLogIndex(); index++) {
      LogEntry entry = view.entry(index);
      if (entry != null && !LoadPlan.asks(new Command(entry.command()))) {
        return false;
      }
    }
    return true;
  }

  /** The story of what a leader appended in this step. */
  @Nullable EntryStory begun() {
    if (!after.is(Role.LEADER)
        || after.lastLogIndex() <= before.lastLogIndex()
        || after.lastLogTerm() != after.term()) {
      return null;
    }
    long first = before.lastLogIndex() + 1;
    LogEntry entry = view == null ? null : view.entry(after.lastLogIndex());
    String what =
        first == after.lastLogIndex() && entry != null && entry.term() == after.term()
            ? EntryText.sentence(entry)
            : "";
    return new EntryStory(
        step.at(),
        step.nodeId(),
        after.term(),
        first,
        after.lastLogIndex(),
        what,
        receivers(rpc -> rpc instanceof Rpc.AppendEntries append && append.count() > 0),
        voters());
  }

  private SortedSet<Integer> receivers(Predicate<Rpc> of) {
    return step.actions().sent().stream()
        .filter(of)
        .map(Rpc::to)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The step's answer to an AppendEntries; null where it gave none. */
  private Rpc.@Nullable AppendEntriesReply reply() {
    List<Rpc> sent = step.actions().sent();
    return !sent.isEmpty() && sent.getFirst() instanceof Rpc.AppendEntriesReply reply
        ? reply
        : null;
  }

  /** Lets the step change the story of an entry; whether it did. */
  boolean changes(EntryStory story) {
    if (step.nodeId() == story.leader()) {
      if (cut != null && cut.from() <= story.last() && story.term() < after.term()) {
        story.cutAway();
        // Told by the sentence about the cut.
        return false;
      }
      if (after.is(Role.LEADER)
          && after.term() == story.term()
          && after.commitIndex() >= story.last()
          && !story.committed()) {
        story.commit();
        return true;
      }
      return false;
    }
    if (cut != null && cut.from() <= story.last() && story.term() < after.term()) {
      story.lost(step.nodeId());
    }
    if (stored() >= story.last()
        && event instanceof Rpc.AppendEntries append
        && append.from() == story.leader()
        && append.term() == story.term()
        && append.prevLogIndex() < story.last()) {
      story.stored(step.nodeId());
      return true;
    }
    return false;
  }

  /** The index up to which the step's AppendEntries stored entries; 0 where it stored none. */
  private long stored() {
    Rpc.AppendEntriesReply reply = reply();
    return event instanceof Rpc.AppendEntries append
            && append.count() > 0
            && reply != null
            && reply.success()
        ? reply.matchIndex()
        : 0;
  }

  /** A sentence for several entries stored or committed at once; null where a story tells it. */
  @Nullable Sentence catchUp(int stories) {
    long from = event instanceof Rpc.AppendEntries append ? append.firstIndex() : 1;
    long to = stored();
    if (to > from && stories != 1) {
      return say(
          Texts.of("{0} stored indexes {1} to {2}", me, from, to),
          after.commitIndex() >= to
              ? Texts.of(" that {0} sent it, all committed.", sender)
              : Texts.of(" that {0} sent it.", sender));
    }
    if (to == from && stories == 0 && after.lastLogIndex() > before.lastLogIndex()) {
      return say(Texts.of("{0} stored index {1}", me, to), Texts.of(" that {0} sent it.", sender));
    }
    if (after.is(Role.LEADER) && after.commitIndex() > before.commitIndex() && stories != 1) {
      return say(
          Texts.of("{0} committed up to index {1}", me, after.commitIndex()),
          Texts.of(" in term {0}.", after.term()));
    }
    return null;
  }
}
