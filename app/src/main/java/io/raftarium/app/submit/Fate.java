package io.raftarium.app.submit;

import io.raftarium.app.words.AskText;
import io.raftarium.app.words.ConfigText;
import io.raftarium.app.words.DurationText;
import io.raftarium.app.words.EntryText;
import io.raftarium.app.words.LabText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
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
        + (submission.ask() instanceof Ask.Write(Command command)
            ? Texts.of("\n\nAsked: {0}", command)
            : "")
        + (submission.result().isNone() ? "" : Texts.of("\n\nAnswered: {0}", submission.result()));
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
                  Texts.of("{0} refused it", NodeNames.of(submission.node())),
                  submission,
                  Texts.of("not the leader")),
              Tone.BAD);
      case REJECTED -> new Fate(command, rejected(submission, view), Tone.BAD);
      case UNKNOWN ->
          new Fate(
              command,
              because(Texts.of("unknown"), submission, Texts.of("no answer came"))
                  + ". "
                  + unknown(submission.ask()),
              Tone.DOUBTFUL);
      case HAPPENED ->
          new Fate(
              command,
              Texts.of(
                  "happened, though no answer came: its entry of term {0} is committed at"
                      + " index {1}",
                  submission.term(), submission.index()),
              Tone.GOOD);
      case DID_NOT_HAPPEN ->
          new Fate(
              command,
              because(Texts.of("did not happen"), submission, Texts.of("its entry was cut")),
              Tone.BAD);
      case NODE_DOWN ->
          new Fate(
              command,
              Texts.of("{0} is down: nothing was done", NodeNames.of(submission.node())),
              Tone.BAD);
    };
  }

  private static String unknown(Ask ask) {
    return switch (ask) {
      case Ask.Read _ -> Texts.of("A read changes nothing: try again");
      case Ask.Transfer _ -> Texts.of("Look who leads before trying again");
      case Ask.Write _, Ask.Change _ ->
          Texts.of("The entry may commit yet or may be lost: look at the logs before trying again");
    };
  }

  /** A command that is refused when it is applied has been committed all the same. */
  private static String rejected(Submission submission, ClusterView view) {
    if (!(submission.ask() instanceof Ask.Write(Command command)) || submission.index() == 0) {
      return because(Texts.of("rejected"), submission, Texts.of("no reason given"));
    }
    String reason = because(Texts.of("changed nothing"), submission, Texts.of("no reason given"));
    if (command.op() == Command.Op.APPEND) {
      reason = notText(EntryText.plain(command.key()), submission, view);
    }
    return Texts.of(
        "{0}; its entry is committed at index {1} all the same", reason, submission.index());
  }

  /** What a node has under a key now, if that is no text. */
  private static String notText(String key, Submission submission, ClusterView view) {
    NodeView node = view.nodes().get(submission.node());
    KeyValue held = node == null ? null : node.keyValues().get(key);
    return held == null || held.value().isString()
        ? Texts.of("changed nothing: append needs a text, and {0} was none", key)
        : Texts.of(
            "changed nothing: append needs a text, and {0} is {1}",
            key, Shortened.of(held.value().toString(), MOST_CHARS));
  }

  private static String because(String what, Submission submission, String otherwise) {
    String problem = submission.problem();
    return what + ": " + (problem == null ? otherwise : LabText.of(problem));
  }

  private static String done(Submission submission) {
    String took = took(submission);
    Result result = submission.result();
    return switch (submission.ask()) {
      case Ask.Write(Command command) -> committed(submission, command);
      case Ask.Read _ ->
          Texts.of(
              "{0}, read at index {1} in {2}",
              result.value().isNull() ? Texts.of("no value") : result.value().toString(),
              submission.index(),
              took);
      case Ask.Change _ -> Texts.of("committed in {0}", took);
      case Ask.Transfer _ -> {
        int leader = result.leader();
        yield leader == 0
            ? Texts.of("another node leads in {0}", took)
            : Texts.of("{0} leads in {1}", NodeNames.of(leader), took);
      }
    };
  }

  /** For how long, in laboratory time; it may have stood still. */
  private static String took(Submission submission) {
    return submission.latency().isZero()
        ? Texts.of("0 ms, as the clock stands still")
        : DurationText.of(submission.latency());
  }

  private static String committed(Submission submission, Command command) {
    Result result = submission.result();
    String key = EntryText.plain(command.key());
    String more =
        switch (command.op()) {
          case CAS ->
              result.swapped()
                  ? Texts.of(", swapped")
                  : Texts.of(", not swapped: {0} is {1}", key, result.current());
          case DELETE -> result.deleted() ? "" : Texts.of(", there was no {0}", key);
          default -> "";
        };
    return Texts.of("committed in {0}{1}", took(submission), more);
  }

  /** Where a request waits, as the rows tell: its entry, and who must still store it. */
  private static String waiting(Submission submission, ClusterView view) {
    NodeView asked = view.nodes().get(submission.node());
    String sent =
        submission.node() == 0
            ? Texts.of("waits for a leader")
            : Texts.of("sent to {0}", NodeNames.of(submission.node()));
    if (asked == null) {
      return sent;
    }
    String at = NodeNames.of(asked.id());
    return switch (submission.ask()) {
      case Ask.Write _ -> stored(submission, view, sent);
      case Ask.Read _ ->
          asked.reads().containsKey(submission.request())
              ? Texts.of("{0} waits for a majority to answer a new round", at)
              : sent;
      case Ask.Change _ ->
          asked.joint()
              ? Texts.of(
                  "joint at {0}: {1}", at, ConfigText.voters(asked.outgoing(), asked.voters()))
              : sent;
      case Ask.Transfer _ ->
          asked.transferTarget() == null
              ? sent
              : Texts.of("{0} takes no writes until the other leads", at);
    };
  }

  private static String stored(Submission submission, ClusterView view, String sent) {
    NodeView at = holder(submission.request(), view);
    Long index = at == null ? null : at.pending().get(submission.request());
    if (at == null || index == null) {
      return sent;
    }
    LogEntry entry = at.entry(index);
    String where =
        entry == null
            ? Texts.of("index {0}", index)
            : Texts.of("index {0}, term {1}", index, entry.term());
    int missing = missing(at, index);
    String what =
        missing == 0
            ? Texts.of("stored by a majority, about to commit")
            : Texts.of("waiting for {0} more", missing);
    NodeView leader = view.leader();
    if (leader != null && leader.id() != at.id()) {
      what =
          Texts.of(
              "{0} at {1}, but {2} leads term {3}",
              what, NodeNames.of(at.id()), NodeNames.of(leader.id()), leader.currentTerm());
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
