package io.raftarium.app.submit;

import io.raftarium.app.words.AskText;
import io.raftarium.app.words.ConfigText;
import io.raftarium.app.words.DurationText;
import io.raftarium.app.words.EntryText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Shortened;
import io.raftarium.protocol.Command;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Result;
import io.raftarium.view.Ask;
import io.raftarium.view.ClusterView;
import io.raftarium.view.KeyValue;
import io.raftarium.view.NodeView;
import io.raftarium.view.PeerView;
import io.raftarium.view.Submission;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  private static final int MOST_CHARS = 40;

  /** As one line. */
  String line() {
    return command + " → " + text;
  }

  /** With all that was asked and answered, however long. */
  String whole(Submission submission) {
    return line()
        + (submission.ask() instanceof Ask.Write(Command command) ? "\n\nAsked: " + command : "")
        + (submission.result().isNone() ? "" : "\n\nAnswered: " + submission.result());
  }

  static Fate of(Submission submission, ClusterView view) {
    String command = AskText.of(submission.ask());
    return switch (submission.status()) {
      case WAITING -> new Fate(command, waiting(submission, view), Tone.WAITING);
      case OK -> new Fate(command, done(submission), Tone.GOOD);
      case NOT_LEADER ->
          new Fate(
              command,
              because(
                  NodeNames.of(submission.node()) + " refused it", submission, "not the leader"),
              Tone.BAD);
      case REJECTED -> new Fate(command, rejected(submission, view), Tone.BAD);
      case UNKNOWN ->
          new Fate(
              command,
              because("unknown", submission, "no answer came") + unknown(submission.ask()),
              Tone.DOUBTFUL);
      case HAPPENED ->
          new Fate(
              command,
              "happened, though no answer came: its entry of term "
                  + submission.term()
                  + " is committed at index "
                  + submission.index(),
              Tone.GOOD);
      case DID_NOT_HAPPEN ->
          new Fate(command, because("did not happen", submission, "its entry was cut"), Tone.BAD);
      case NODE_DOWN ->
          new Fate(
              command, NodeNames.of(submission.node()) + " is down: nothing was done", Tone.BAD);
    };
  }

  private static String unknown(Ask ask) {
    return switch (ask) {
      case Ask.Read _ -> ". A read changes nothing: try again";
      case Ask.Transfer _ -> ". Look who leads before trying again";
      case Ask.Write _, Ask.Change _ ->
          ". The entry may commit yet or may be lost: look at the logs before trying again";
    };
  }

  /** A command that is refused when it is applied has been committed all the same. */
  private static String rejected(Submission submission, ClusterView view) {
    if (!(submission.ask() instanceof Ask.Write(Command command)) || submission.index() == 0) {
      return because("rejected", submission, "no reason given");
    }
    String reason = because("changed nothing", submission, "no reason given");
    if (command.op() == Command.Op.APPEND) {
      String key = EntryText.plain(command.key());
      reason = "changed nothing: append needs a text, and " + key + held(key, submission, view);
    }
    return reason + "; its entry is committed at index " + submission.index() + " all the same";
  }

  /** What a node has under a key now, if that is no text. */
  private static String held(String key, Submission submission, ClusterView view) {
    NodeView node = view.nodes().get(submission.node());
    KeyValue held = node == null ? null : node.keyValues().get(key);
    return held == null || held.value().isString()
        ? " was none"
        : " is " + Shortened.of(held.value().toString(), MOST_CHARS);
  }

  private static String because(String what, Submission submission, String otherwise) {
    String problem = submission.problem();
    return what + ": " + (problem == null ? otherwise : NodeNames.in(problem));
  }

  private static String done(Submission submission) {
    String took = " in " + DurationText.of(submission.latency());
    Result result = submission.result();
    return switch (submission.ask()) {
      case Ask.Write(Command command) -> committed(submission, command);
      case Ask.Read _ ->
          (result.value().isNull() ? "no value" : result.value().toString())
              + ", read at index "
              + submission.index()
              + took;
      case Ask.Change _ -> "committed" + took;
      case Ask.Transfer _ -> {
        int leader = result.leader();
        yield (leader == 0 ? "another node leads" : NodeNames.of(leader) + " leads") + took;
      }
    };
  }

  private static String committed(Submission submission, Command command) {
    Result result = submission.result();
    String key = EntryText.plain(command.key());
    String more =
        switch (command.op()) {
          case CAS ->
              result.swapped() ? ", swapped" : ", not swapped: " + key + " is " + result.current();
          case DELETE -> result.deleted() ? "" : ", there was no " + key;
          default -> "";
        };
    return "committed in " + DurationText.of(submission.latency()) + more;
  }

  /** Where a request waits, as the rows tell: its entry, and who must still store it. */
  private static String waiting(Submission submission, ClusterView view) {
    NodeView asked = view.nodes().get(submission.node());
    String sent =
        submission.node() == 0
            ? "waits for a leader"
            : "sent to " + NodeNames.of(submission.node());
    if (asked == null) {
      return sent;
    }
    String at = NodeNames.of(asked.id());
    return switch (submission.ask()) {
      case Ask.Write _ -> stored(submission, view, sent);
      case Ask.Read _ ->
          asked.reads().containsKey(submission.request())
              ? at + " waits for a majority to answer a new round"
              : sent;
      case Ask.Change _ ->
          asked.joint()
              ? "joint at " + at + ": " + ConfigText.voters(asked.outgoing(), asked.voters())
              : sent;
      case Ask.Transfer _ ->
          asked.transferTarget() == null ? sent : at + " takes no writes until the other leads";
    };
  }

  private static String stored(Submission submission, ClusterView view, String sent) {
    NodeView at = holder(submission.request(), view);
    Long index = at == null ? null : at.pending().get(submission.request());
    if (at == null || index == null) {
      return sent;
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
