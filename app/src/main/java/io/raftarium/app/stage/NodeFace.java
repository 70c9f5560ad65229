package io.raftarium.app.stage;

import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.OwnTimeText;
import io.raftarium.app.words.Texts;
import io.raftarium.app.words.TimeText;
import io.raftarium.protocol.Role;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.OwnTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node on the stage shows, in words and figures.
 *
 * @param leads whether it leads in the highest term that any node knows
 * @param timer share that is left of the election timer, or of a leader's heartbeat timer, 0 to 1;
 *     −1 where none runs
 * @param granted votes held; empty unless it campaigns
 * @param refused votes refused; empty unless it campaigns
 * @param asked voters that have not answered; empty unless it campaigns
 */
record NodeFace(
    int id,
    String name,
    long term,
    Role role,
    NodeStatus.State process,
    String word,
    boolean leads,
    double timer,
    List<Integer> granted,
    List<Integer> refused,
    List<Integer> asked) {

  /** The speed below which a person can follow a heartbeat timer. */
  private static final double HEARTBEAT_SEEN = 0.2;

  static NodeFace of(Moment moment, NodeView node) {
    NodeStatus process = moment.processes().get(node.id());
    NodeStatus.State state = process == null ? NodeStatus.State.RUNNING : process.state();
    // A recording tells no votes; where they are told, a campaign begins with the node's own.
    boolean campaigns =
        (node.role() == Role.CANDIDATE || node.role() == Role.PRE_CANDIDATE)
            && (!node.votesGranted().isEmpty() || !node.votesRefused().isEmpty());
    return new NodeFace(
        node.id(),
        NodeNames.of(node.id()),
        node.known() ? node.currentTerm() : -1,
        node.role(),
        state,
        word(moment, node, state)
            + OwnTimeText.mark(process == null ? OwnTime.NONE : process.own()),
        node.role() == Role.LEADER && node.currentTerm() == moment.view().highestTerm(),
        timer(moment, node, process),
        campaigns ? node.votesGranted() : List.of(),
        campaigns ? node.votesRefused() : List.of(),
        campaigns
            ? node.voters().stream()
                .filter(
                    id -> !node.votesGranted().contains(id) && !node.votesRefused().contains(id))
                .toList()
            : List.of());
  }

  /** The same with a timer that goes by quarters, and not from one to the next. */
  NodeFace calm() {
    double quarters = timer < 0 ? timer : Math.ceil(timer * 4) / 4;
    return new NodeFace(
        id, name, term, role, process, word, leads, quarters, granted, refused, asked);
  }

  /** Whether its process takes events or could at once. */
  boolean up() {
    return process == NodeStatus.State.RUNNING || process == NodeStatus.State.PAUSED;
  }

  /** Its term, for example {@code t3}; a question mark where nobody has read it. */
  String termText() {
    return term < 0 ? "t?" : "t" + term;
  }

  /** Everything at once, for assistive technology. */
  String spoken() {
    StringBuilder text =
        new StringBuilder(
            term < 0
                ? Texts.of("Node {0}, {1}, term unknown", name, word)
                : Texts.of("Node {0}, {1}, term {2}", name, word, term));
    if (process == NodeStatus.State.PAUSED) {
      text.append(Texts.of(", paused"));
    }
    if (!granted.isEmpty()) {
      text.append(Texts.of(", holds {0} votes", granted.size()));
    }
    return text.toString();
  }

  private static String word(Moment moment, NodeView node, NodeStatus.State state) {
    if (state == NodeStatus.State.RUNNING && moment.view().feed().away().containsKey(node.id())) {
      return Texts.of("database away");
    }
    return switch (state) {
      case DOWN -> Texts.of("killed");
      case FAILED -> Texts.of("failed");
      case UNKNOWN -> Texts.of("unknown since {0}", since(moment.processes().get(node.id())));
      case RUNNING, PAUSED ->
          switch (node.role()) {
            case FOLLOWER -> follower(moment.view().leader(), node);
            case PRE_CANDIDATE -> Texts.of("pre-candidate");
            case CANDIDATE -> Texts.of("candidate");
            // A leader of an older term is one that nobody else follows any more.
            case LEADER ->
                node.currentTerm() == moment.view().highestTerm()
                    ? "LEADER"
                    : Texts.of("old leader");
          };
    };
  }

  private static String since(@Nullable NodeStatus process) {
    return process == null || process.unknownSince() == null
        ? Texts.of("the start")
        : TimeText.second(process.unknownSince());
  }

  /** What a follower is by the leader's configuration, or by its own while nobody leads. */
  private static String follower(@Nullable NodeView leader, NodeView node) {
    NodeView by = leader == null ? node : leader;
    if (by.learners().contains(node.id())) {
      return Texts.of("learner");
    }
    return by.configured(node.id()) ? Texts.of("follower") : Texts.of("no member");
  }

  private static double timer(Moment moment, NodeView node, @Nullable NodeStatus process) {
    if (process != null && process.heartbeat() != null) {
      // At full speed a heartbeat's ring would only flicker.
      double share = 1 - process.heartbeat().past(moment.labNow());
      return moment.paused() || moment.speed() < HEARTBEAT_SEEN ? share : 1;
    }
    if (process == null || process.election() == null) {
      // Where its timer is not known a leader has its whole ring.
      return node.role() == Role.LEADER ? 1 : -1;
    }
    return 1 - process.election().past(moment.labNow());
  }
}
