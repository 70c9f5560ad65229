package io.raftarium.app.narration;

import io.raftarium.app.words.EntryText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.view.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tells one journalled step of one node. */
final class StepTeller {
  private final JournalEntry step;
  private final Known before;
  private final Known after;
  private final @Nullable NodeView view;
  private final JsonNode event;
  private final String me;
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
    sender = NodeNames.of(event.path("from").asInt(0));
  }

  private List<Integer> voters() {
    return view == null ? List.of() : view.voters();
  }

  /** What can be told of the step by itself. */
  List<Sentence> sentences() {
    List<Sentence> told = new ArrayList<>();
    switch (event.path("type").asString("")) {
      case "Start" -> start(told);
      case "ElectionTimeout", "TimeoutNow" -> {
        if (after.is("follower")) {
          steppedDown(told);
        } else {
          campaign(told);
        }
      }
      case "RequestVote" -> voteAsked(told);
      case "RequestVoteReply" -> {
        if (before.is("pre_candidate") && after.is("candidate")) {
          campaign(told);
        } else {
          steppedDown(told);
        }
      }
      case "AppendEntries" -> entries(told);
      default -> steppedDown(told);
    }
    if (after.is("leader") && !before.is("leader")) {
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
              me + " starts from what its rows hold",
              ": term "
                  + after.term()
                  + ", log up to index "
                  + after.lastLogIndex()
                  + ". It follows until it hears from a leader or its election timer fires."));
    }
  }

  private void campaign(List<Sentence> told) {
    String asked = NodeNames.list(receivers("RequestVote", false));
    if (after.is("pre_candidate")) {
      told.add(
          say(
              me + " asks who would vote for it",
              " in term " + (after.term() + 1) + ", before it raises its own: " + asked + "."));
    } else if (after.term() > before.term()) {
      told.add(
          say(
              me + " stands for election in term " + after.term(),
              whyNow()
                  + (after.votedFor() == step.nodeId() ? " votes for itself" : " stands")
                  + (asked.equals("nobody") ? "." : " and asks " + asked + " for their votes.")));
    }
  }

  private String whyNow() {
    if (event.path("type").asString("").equals("TimeoutNow")) {
      return ": " + sender + " hands the leadership over to it. It";
    }
    if (before.is("pre_candidate")) {
      SortedSet<Integer> others = votes();
      others.remove(step.nodeId());
      return others.isEmpty() ? ": it" : ": " + NodeNames.list(others) + " would vote for it. It";
    }
    return before.is("candidate")
        ? ": it did not win the election of term " + before.term() + ". It"
        : ": it heard from no leader in time. It";
  }

  private void voteAsked(List<Sentence> told) {
    steppedDown(told);
    if (event.path("pre_vote").asBoolean(false)) {
      return;
    }
    for (JsonNode rpc : step.actions().path("send_rpc")) {
      if (!rpc.path("type").asString("").equals("RequestVoteReply")) {
        continue;
      }
      if (rpc.path("vote_granted").asBoolean(false)) {
        told.add(say(me + " votes for " + sender + " in term " + after.term(), whyGranted()));
      } else {
        told.add(say(me + " refuses " + sender + " its vote" + inTerm(), whyRefused()));
      }
    }
  }

  private String inTerm() {
    return " in term " + event.path("term").asLong(0);
  }

  /** Compares what the rule asks for with what the step found: the rule itself may be broken. */
  private String whyGranted() {
    if (!before.sure()) {
      return ".";
    }
    List<String> broken = new ArrayList<>();
    int other = otherVote();
    if (other != 0) {
      broken.add("although it had voted for " + NodeNames.of(other) + " in that term");
    }
    if (ownLogEndsBetter()) {
      broken.add(
          "although "
              + sender
              + "'s log ends at "
              + event.path("last_log_index").asLong(0)
              + " of term "
              + event.path("last_log_term").asLong(0)
              + " and its own at "
              + before.lastLogIndex()
              + " of term "
              + before.lastLogTerm());
    }
    return broken.isEmpty()
        ? ": it had given no other vote in that term, and "
            + sender
            + "'s log is at least as good as its own."
        : ", " + String.join(", and ", broken) + ".";
  }

  /** Whom it had voted for in the term of this step, if not for the sender; 0 for nobody else. */
  private int otherVote() {
    int from = event.path("from").asInt(0);
    if (before.given().term() == after.term() && before.given().node() != from) {
      return before.given().node();
    }
    return before.term() == after.term() && before.votedFor() != from ? before.votedFor() : 0;
  }

  private boolean ownLogEndsBetter() {
    long term = event.path("last_log_term").asLong(0);
    return term < before.lastLogTerm()
        || (term == before.lastLogTerm()
            && event.path("last_log_index").asLong(0) < before.lastLogIndex());
  }

  private String whyRefused() {
    long term = event.path("term").asLong(0);
    if (term < after.term()) {
      return ": it is in term " + after.term() + " already.";
    }
    if (before.sure() && ownLogEndsBetter()) {
      return ": its own log ends better, at index "
          + before.lastLogIndex()
          + " of term "
          + before.lastLogTerm()
          + " against index "
          + event.path("last_log_index").asLong(0)
          + " of term "
          + event.path("last_log_term").asLong(0)
          + ".";
    }
    return after.votedFor() != 0 && after.term() == before.term()
        ? ": it has voted for " + NodeNames.of(after.votedFor()) + "."
        : ".";
  }

  private void won(List<Sentence> told) {
    SortedSet<Integer> followers = receivers("AppendEntries", false);
    told.add(
        say(
                me + " won the election of term " + after.term(),
                withVotes()
                    + (followers.isEmpty()
                        ? "."
                        : ". It leads and says so to " + NodeNames.list(followers) + " at once."))
            .asTelling());
  }

  /** Who is known to have granted it a vote, or a pre-vote, up to this step. */
  private SortedSet<Integer> votes() {
    SortedSet<Integer> votes = new TreeSet<>(before.votes());
    if (event.path("type").asString("").equals("RequestVoteReply")
        && event.path("vote_granted").asBoolean(false)) {
      votes.add(event.path("from").asInt(0));
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
            ? " with its own vote"
            : " with the votes of " + NodeNames.list(votes);
    if (view == null || view.joint()) {
      return with;
    }
    votes.retainAll(voters());
    boolean majority = votes.size() > voters().size() / 2;
    String of = ", " + votes.size() + " of " + voters().size();
    // A newer row may have other voters.
    boolean exact = view.version() == step.version();
    return with + of + (majority || !exact ? "" : ", which is no majority");
  }

  private void steppedDown(List<Sentence> told) {
    if (!after.is("follower")) {
      return;
    }
    boolean newer = after.term() > before.term();
    String type = event.path("type").asString("");
    String why =
        newer
            ? type.equals("AppendEntries")
                ? ": " + sender + " leads the newer term " + after.term() + "."
                : ": a message of " + sender + " carries the newer term " + after.term() + "."
            : type.equals("AppendEntries")
                ? ": " + sender + " leads term " + after.term() + "."
                : step.rules().contains("CheckQuorum.1")
                    ? ": it heard from no majority for an election timeout."
                    : step.rules().contains("Config.4")
                        ? ": it is no voter of the configuration that is committed now."
                        : ".";
    if (before.is("leader")) {
      told.add(say(me + " stepped down as leader of term " + before.term(), why).asTelling());
    } else if (before.is("candidate") || before.is("pre_candidate")) {
      told.add(
          say(me + (before.is("candidate") ? " gave up its candidacy" : " asks no longer"), why));
    }
  }

  private void entries(List<Sentence> told) {
    steppedDown(told);
    if (cut != null) {
      told.add(cut.sentence(step, after));
    }
    JsonNode reply = step.actions().path("send_rpc").path(0);
    if (reply.path("type").asString("").equals("AppendEntriesReply")
        && !reply.path("success").asBoolean(true)
        && event.path("term").asLong(0) == after.term()
        && after.lastLogIndex() < event.path("prev_log_index").asLong(0)) {
      told.add(
          say(
              me + " refuses what " + sender + " sent",
              ": its log ends at index "
                  + after.lastLogIndex()
                  + " and the entry before these is index "
                  + event.path("prev_log_index").asLong(0)
                  + ". "
                  + sender
                  + " has to go back."));
    }
  }

  /** The story of what a leader appended in this step. */
  @Nullable EntryStory begun() {
    if (!after.is("leader")
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
        receivers("AppendEntries", true),
        voters());
  }

  private SortedSet<Integer> receivers(String type, boolean withEntries) {
    SortedSet<Integer> to = new TreeSet<>();
    for (JsonNode rpc : step.actions().path("send_rpc")) {
      if (rpc.path("type").asString("").equals(type)
          && (!withEntries || !rpc.path("entries").isEmpty())) {
        to.add(rpc.path("to").asInt(0));
      }
    }
    return to;
  }

  /** Lets the step change the story of an entry; whether it did. */
  boolean changes(EntryStory story) {
    if (step.nodeId() == story.leader()) {
      if (cut != null && cut.from() <= story.last() && story.term() < after.term()) {
        story.cutAway();
        // Told by the sentence about the cut.
        return false;
      }
      if (after.is("leader")
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
        && event.path("from").asInt(0) == story.leader()
        && event.path("term").asLong(0) == story.term()
        && event.path("prev_log_index").asLong(0) < story.last()) {
      story.stored(step.nodeId());
      return true;
    }
    return false;
  }

  /** The index up to which the step's AppendEntries stored entries; 0 where it stored none. */
  private long stored() {
    JsonNode reply = step.actions().path("send_rpc").path(0);
    return reply.path("success").asBoolean(false) && !event.path("entries").isEmpty()
        ? reply.path("match_index").asLong(0)
        : 0;
  }

  /** A sentence for several entries stored or committed at once; null where a story tells it. */
  @Nullable Sentence catchUp(int stories) {
    long from = event.path("prev_log_index").asLong(0) + 1;
    long to = stored();
    if (to > from && stories != 1) {
      return say(
          me + " stored indexes " + from + " to " + to,
          " that " + sender + " sent it" + (after.commitIndex() >= to ? ", all committed." : "."));
    }
    if (to == from && stories == 0 && after.lastLogIndex() > before.lastLogIndex()) {
      return say(me + " stored index " + to, " that " + sender + " sent it.");
    }
    if (after.is("leader") && after.commitIndex() > before.commitIndex() && stories != 1) {
      return say(
          me + " committed up to index " + after.commitIndex(), " in term " + after.term() + ".");
    }
    return null;
  }
}
