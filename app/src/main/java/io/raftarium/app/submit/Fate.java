package io.raftarium.app.submit;

import io.raftarium.app.words.DurationText;
import io.raftarium.app.words.EntryText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.lab.Submission;
import io.raftarium.observe.ClusterView;
import io.raftarium.observe.LogEntry;
import io.raftarium.observe.NodeView;
import io.raftarium.observe.PeerView;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What became of a client request, in one line.
 *
 * @param command as it is typed
 * @param text what became of it
 */
record Fate(String command, String text, Tone tone) {
  /** How a fate is coloured. */
  enum Tone {
    WAITING,
    GOOD,
    BAD,
    DOUBTFUL
  }

  /** As one line. */
  String line() {
    return command + " → " + text;
  }

  static Fate of(Submission submission, ClusterView view) {
    String command = EntryText.typed(submission.command());
    return switch (submission.status()) {
      case WAITING -> new Fate(command, waiting(submission, view), Tone.WAITING);
      case OK -> new Fate(command, committed(submission), Tone.GOOD);
      case NOT_LEADER ->
          new Fate(
              command,
              because(
                  NodeNames.of(submission.node()) + " refused it", submission, "not the leader"),
              Tone.BAD);
      case REJECTED ->
          new Fate(command, because("rejected", submission, "no reason given"), Tone.BAD);
      case UNKNOWN ->
          new Fate(
              command,
              because("unknown", submission, "no answer came")
                  + ". The entry may commit yet or may be lost: look into the logs before trying"
                  + " again",
              Tone.DOUBTFUL);
      case NODE_DOWN ->
          new Fate(
              command, NodeNames.of(submission.node()) + " is down: nothing was done", Tone.BAD);
    };
  }

  private static String because(String what, Submission submission, String otherwise) {
    String problem = submission.problem();
    return what + ": " + (problem == null ? otherwise : problem);
  }

  private static String committed(Submission submission) {
    JsonNode result = submission.result();
    String key = EntryText.plain(submission.command().path("key"));
    String more =
        switch (submission.command().path("op").asString("")) {
          case "cas" ->
              result.path("swapped").asBoolean(false)
                  ? ", swapped"
                  : ", not swapped: " + key + " is " + result.path("current");
          case "delete" -> result.path("deleted").asBoolean(false) ? "" : ", there was no " + key;
          default -> "";
        };
    return "committed in " + DurationText.of(submission.latency()) + more;
  }

  /** Where a request waits, as the rows tell: its entry, and who must still store it. */
  private static String waiting(Submission submission, ClusterView view) {
    NodeView at = holder(submission.request(), view);
    Long index = at == null ? null : at.pending().get(submission.request());
    if (at == null || index == null) {
      return "sent to " + NodeNames.of(submission.node());
    }
    LogEntry entry = at.entry(index);
    String where = "index " + index + (entry == null ? "" : ", term " + entry.term());
    int missing = missing(at, index);
    String what =
        missing == 0 ? "stored by a majority, about to commit" : "waiting for " + missing + " more";
    NodeView leader = view.leader();
    if (leader != null && leader.id() != at.id()) {
      what +=
          " at "
              + NodeNames.of(at.id())
              + ", but "
              + NodeNames.of(leader.id())
              + " leads term "
              + leader.currentTerm();
    }
    return where + " · " + what;
  }

  private static @Nullable NodeView holder(String request, ClusterView view) {
    for (NodeView node : view.nodes().values()) {
      if (node.pending().containsKey(request)) {
        return node;
      }
    }
    return null;
  }

  /** How many more nodes must store the entry of an index before the leader can commit it. */
  static int missing(NodeView leader, long index) {
    return Math.max(
        missing(leader, index, leader.voters()), missing(leader, index, leader.outgoing()));
  }

  private static int missing(NodeView leader, long index, List<Integer> voters) {
    if (voters.isEmpty()) {
      return 0;
    }
    return Math.max(0, voters.size() / 2 + 1 - stored(leader, index, voters));
  }

  private static int stored(NodeView leader, long index, Collection<Integer> voters) {
    int stored = 0;
    for (int voter : voters) {
      PeerView peer = leader.peers().get(voter);
      boolean has =
          voter == leader.id()
              ? leader.lastLogIndex() >= index
              : peer != null && peer.matchIndex() >= index;
      stored += has ? 1 : 0;
    }
    return stored;
  }
}
