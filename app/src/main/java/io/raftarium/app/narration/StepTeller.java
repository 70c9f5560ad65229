package io.raftarium.app.narration;

import io.raftarium.app.words.EntryText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.observe.JournalEntry;
import io.raftarium.observe.LogEntry;
import io.raftarium.observe.NodeView;
import java.util.ArrayList;
import java.util.List;
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

  StepTeller(JournalEntry step, Known before, Known after, @Nullable NodeView view) {
    this.step = step;
    this.before = before;
    this.after = after;
    this.view = view;
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
      case "ElectionTimeout", "TimeoutNow" -> campaign(told);
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
      String why =
          step.rules().contains("Transfer.4")
              ? ": " + sender + " hands the leadership over to it. It"
              : before.is("pre_candidate")
                  ? ": a majority would vote for it. It"
                  : before.is("candidate")
                      ? ": the last election had no winner. It"
                      : ": it heard from no leader in time. It";
      told.add(
          say(
              me + " stands for election in term " + after.term(),
              why
                  + " votes for itself"
                  + (asked.equals("nobody") ? "." : " and asks " + asked + " for their votes.")));
    }
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
        told.add(
            say(
                me + " votes for " + sender + " in term " + after.term(),
                ": it had given no other vote in that term, and "
                    + sender
                    + "'s log is at least as good as its own."));
      } else {
        told.add(say(me + " refuses " + sender + " its vote" + inTerm(), whyRefused()));
      }
    }
  }

  private String inTerm() {
    return " in term " + event.path("term").asLong(0);
  }

  private String whyRefused() {
    long term = event.path("term").asLong(0);
    long candidateTerm = event.path("last_log_term").asLong(0);
    long candidateIndex = event.path("last_log_index").asLong(0);
    if (term < after.term()) {
      return ": it is in term " + after.term() + " already.";
    }
    if (candidateTerm < before.lastLogTerm()
        || (candidateTerm == before.lastLogTerm() && candidateIndex < before.lastLogIndex())) {
      return ": its own log ends better, at index "
          + before.lastLogIndex()
          + " of term "
          + before.lastLogTerm()
          + " against index "
          + candidateIndex
          + " of term "
          + candidateTerm
          + ".";
    }
    return after.votedFor() != 0 && after.term() == before.term()
        ? ": it has voted for " + NodeNames.of(after.votedFor()) + "."
        : ".";
  }

  private void won(List<Sentence> told) {
    SortedSet<Integer> votes = new TreeSet<>(before.votes());
    votes.addAll(after.votes());
    votes.add(step.nodeId());
    int from = event.path("from").asInt(0);
    if (from != 0) {
      votes.add(from);
    }
    int needed = voters().size() / 2 + 1;
    String with =
        votes.size() >= needed
            ? " with the votes of "
                + NodeNames.list(votes)
                + ", "
                + votes.size()
                + " of "
                + voters().size()
                + "."
            : " with the votes of a majority.";
    told.add(
        say(
            me + " won the election of term " + after.term(),
            with + " It leads and says so to all others at once."));
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
      told.add(say(me + " stepped down as leader of term " + before.term(), why));
    } else if (before.is("candidate") || before.is("pre_candidate")) {
      told.add(
          say(me + (before.is("candidate") ? " gave up its candidacy" : " asks no longer"), why));
    }
  }

  private void entries(List<Sentence> told) {
    steppedDown(told);
    long cut = cutFrom();
    if (cut > 0) {
      long gone = before.lastLogIndex();
      boolean one = cut == gone;
      told.add(
          say(
              me + " cut its log from index " + cut + " on",
              ": its "
                  + (one ? "entry there is" : "entries " + cut + " to " + gone + " are")
                  + " not in the log of "
                  + sender
                  + ", the leader of term "
                  + after.term()
                  + ". "
                  + (one ? "It was" : "They were")
                  + " never committed. The log now ends at index "
                  + after.lastLogIndex()
                  + "."));
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

  /** The first index that the step cut away; 0 where it cut nothing. */
  private long cutFrom() {
    if (!step.rules().contains("AppendEntries.3")) {
      return 0;
    }
    long index = event.path("prev_log_index").asLong(0) + 1;
    for (JsonNode entry : event.path("entries")) {
      if (entry.path("term").asLong(0) > before.lastLogTerm()) {
        // Terms only rise along a log, so an entry newer than the whole old log conflicts.
        return Math.min(index, before.lastLogIndex());
      }
      index++;
    }
    return Math.min(event.path("prev_log_index").asLong(0) + 1, before.lastLogIndex());
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
      if (cutFrom() > 0 && cutFrom() <= story.last() && story.term() < after.term()) {
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
          me + " committed up to index " + after.commitIndex(),
          " in term " + after.term() + ": a majority has stored it.");
    }
    return null;
  }
}
