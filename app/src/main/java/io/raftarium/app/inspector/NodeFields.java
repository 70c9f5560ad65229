package io.raftarium.app.inspector;

import io.raftarium.app.words.ConfigText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.OwnTimeText;
import io.raftarium.app.words.RoleText;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.protocol.Role;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.OwnTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node's row as pairs of name and value, in the order in which they are shown.
 *
 * @param fields short ones, two a line
 * @param lines longer ones, one a line
 */
record NodeFields(List<Field> fields, List<Field> lines) {
  /** Keys are as long as clients make them. */
  private static final int MOST_IN_LINE = 300;

  /** One column. */
  record Field(String name, String value) {}

  static NodeFields of(NodeView node, Moment moment) {
    NodeStatus process = moment.processes().get(node.id());
    List<Field> fields = new ArrayList<>();
    if (!node.known()) {
      fields.add(new Field("rows", Texts.of("never read")));
      fields.add(new Field("process", process(process)));
      fields.add(new Field("backing", process == null ? "" : process.backing()));
      return new NodeFields(fields, List.of());
    }
    fields.add(new Field("role", role(node, moment.up(node.id()))));
    fields.add(new Field("current_term", Long.toString(node.currentTerm())));
    Integer vote = node.votedFor();
    fields.add(new Field("voted_for", vote == null ? Texts.of("nobody") : NodeNames.of(vote)));
    fields.add(new Field("commit_index", Long.toString(node.commitIndex())));
    fields.add(new Field("last_applied", Long.toString(node.lastApplied())));
    fields.add(new Field("last log", at(node.lastLogIndex(), node.lastLogTerm())));
    fields.add(new Field("backing", process == null ? Texts.of("file") : process.backing()));
    fields.add(new Field("version", Long.toString(node.version())));
    fields.add(new Field("process", process(process)));
    fields.add(
        new Field(
            "snapshot",
            node.snapshotIndex() == 0
                ? Texts.of("none")
                : at(node.snapshotIndex(), node.snapshotTerm())));
    List<Field> lines = lines(node);
    if (process != null && !process.own().equals(OwnTime.NONE)) {
      lines.add(new Field("time", OwnTimeText.of(process.own())));
    }
    return new NodeFields(fields, lines);
  }

  private static String process(@Nullable NodeStatus process) {
    if (process == null) {
      return Texts.of("unknown");
    }
    return switch (process.state()) {
      case RUNNING -> Texts.of("running");
      case PAUSED -> Texts.of("paused");
      case DOWN -> Texts.of("down");
      case FAILED -> Texts.of("failed");
      case UNKNOWN -> Texts.of("unknown");
    };
  }

  private static List<Field> lines(NodeView node) {
    List<Field> lines = new ArrayList<>();
    lines.add(
        new Field(
            node.joint() ? "joint" : "voters", ConfigText.voters(node.outgoing(), node.voters())));
    if (!node.learners().isEmpty()) {
      lines.add(new Field("learners", NodeNames.list(node.learners())));
    }
    Integer target = node.transferTarget();
    if (target != null) {
      lines.add(
          new Field(
              "transfer", Texts.of("hands the leadership over to {0}", NodeNames.of(target))));
    }
    if (node.incomingIndex() > 0) {
      lines.add(
          new Field(
              "arriving",
              Texts.of(
                  "snapshot up to index {0}, wants chunk {1}",
                  node.incomingIndex(), node.incomingChunk())));
    }
    if (!node.reads().isEmpty()) {
      lines.add(new Field("reads", waiting(List.copyOf(node.reads().values()))));
    }
    return lines;
  }

  private static String waiting(List<String> keys) {
    String all = Shortened.of(String.join(", ", keys), MOST_IN_LINE);
    return keys.size() == 1
        ? Texts.of("{0} waits for a round", all)
        : Texts.of("{0} wait for a round", all);
  }

  /** The row of a node whose process is down still tells what it was last. */
  private static String role(NodeView node, boolean up) {
    String word = RoleText.of(node.role());
    String role = up ? word : Texts.of("was {0}", word);
    Integer leader = node.leaderId();
    return leader == null || leader == node.id()
        ? role
        : Texts.of("{0} of {1}", role, NodeNames.of(leader));
  }

  private static String at(long index, long term) {
    return index == 0 ? Texts.of("empty") : index + " @ t" + term;
  }

  /**
   * Who answered a candidate how, and who must; empty for a node that asks nobody, and where the
   * votes were not recorded: a campaign begins with the node's own.
   */
  static String votes(NodeView node) {
    boolean asks = node.role() == Role.PRE_CANDIDATE;
    boolean counted = !node.votesGranted().isEmpty() || !node.votesRefused().isEmpty();
    if ((!asks && node.role() != Role.CANDIDATE) || !counted) {
      return "";
    }
    String granted = NodeNames.list(node.votesGranted());
    String refused = NodeNames.list(node.votesRefused());
    String needed = needed(node.voters());
    String all = node.joint() ? Texts.of("{0} and {1}", needed, needed(node.outgoing())) : needed;
    return asks
        ? Texts.of("would be granted by {0}; refused by {1}; {2} are needed", granted, refused, all)
        : Texts.of("granted by {0}; refused by {1}; {2} are needed", granted, refused, all);
  }

  private static String needed(List<Integer> voters) {
    return Texts.of("{0} of {1}", voters.size() / 2 + 1, voters.size());
  }
}
