package io.raftarium.app.tour;

import io.raftarium.app.words.NodeNames;
import io.raftarium.lab.Lab;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Role;
import io.raftarium.protocol.Rpc;
import io.raftarium.time.LabTime;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.Submission;
import io.raftarium.view.WireMessage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;

/** A tour under way: the laboratory, and which node plays which part. */
public final class Play {
  private final Lab lab;
  private final Map<Who, Integer> parts = new EnumMap<>(Who.class);

  private Moment shown;
  private String said = "";

  Play(Lab lab) {
    this.lab = lab;
    this.shown = lab.moment();
  }

  /**
   * What the window shows by now.
   *
   * @param words all that stands in it
   */
  void sees(Moment moment, String words) {
    shown = moment;
    said = words;
  }

  /** Whether some words stand in the window. */
  boolean says(String words) {
    return said.contains(words);
  }

  Moment shown() {
    return shown;
  }

  Lab lab() {
    return lab;
  }

  /** Gives a part to a node. */
  void cast(Who who, int node) {
    parts.put(who, node);
  }

  /** The node that plays a part; 0 while none does. */
  int id(Who who) {
    if (who == Who.LEADER) {
      NodeView leader = lab.cluster().view().leader();
      return leader == null ? 0 : leader.id();
    }
    if (who == Who.CANDIDATE) {
      return nodes().values().stream()
          .filter(node -> node.role() == Role.CANDIDATE)
          .mapToInt(NodeView::id)
          .findFirst()
          .orElse(0);
    }
    return parts.getOrDefault(who, 0);
  }

  String name(Who who) {
    return NodeNames.of(id(who));
  }

  ClusterView view() {
    return lab.cluster().view();
  }

  SortedMap<Integer, NodeView> nodes() {
    return lab.cluster().view().nodes();
  }

  /** The rows of the node that plays a part. */
  NodeView node(Who who) {
    NodeView node = nodes().get(id(who));
    if (node == null) {
      throw new IllegalStateException("no node plays " + who + " now");
    }
    return node;
  }

  boolean hasLeader() {
    return lab.cluster().view().leader() != null;
  }

  NodeStatus.State process(Who who) {
    NodeStatus process = lab.cluster().processes().get(id(who));
    return process == null ? NodeStatus.State.DOWN : process.state();
  }

  /** Whether as many messages of a kind fly, and have about half of their way behind them. */
  boolean flying(Predicate<Rpc> of, int count) {
    LabTime now = lab.time().now();
    return lab.network().wire().stream()
            .filter(m -> m.fate() == WireMessage.Fate.FLYING && of.test(m.rpc()))
            .filter(m -> m.flight().past(now) >= 0.4)
            .count()
        >= count;
  }

  /** Whether every node has the leader's whole log, all of it committed and applied. */
  boolean agreed() {
    NodeView leader = lab.cluster().view().leader();
    return leader != null
        && leader.commitIndex() == leader.lastLogIndex()
        && nodes().values().stream()
            .allMatch(node ->
                node.currentTerm() == leader.currentTerm()
                    && node.lastLogTerm() == leader.lastLogTerm()
                    && node.commitIndex() == leader.lastLogIndex()
                    && node.lastApplied() == leader.lastLogIndex()
                    && node.lastLogIndex() == leader.lastLogIndex()
                    && node.keyValues().equals(leader.keyValues()));
  }

  /** How many nodes hold an entry. */
  long holders(LogEntry entry) {
    return nodes().values().stream()
        .filter(node -> {
          LogEntry own = node.entry(entry.index());
          return own != null && own.matches(entry);
        })
        .count();
  }

  /** The newest request. */
  Submission newest() {
    List<Submission> all = lab.client().submissions();
    if (all.isEmpty()) {
      throw new IllegalStateException("nothing was submitted yet");
    }
    return all.getFirst();
  }

  boolean newestIs(Submission.Status status) {
    return !lab.client().submissions().isEmpty() && newest().status() == status;
  }

  /** What is seen, for a step that did not get there. */
  String seen() {
    StringBuilder text = new StringBuilder();
    for (NodeView node : nodes().values()) {
      NodeStatus process = lab.cluster().processes().get(node.id());
      text.append(text.isEmpty() ? "" : "; ")
          .append(NodeNames.of(node.id()))
          .append(' ')
          .append(process == null ? "gone" : process.state())
          .append(' ')
          .append(node.role().text())
          .append(" in term ")
          .append(node.currentTerm())
          .append(", log to ")
          .append(node.lastLogIndex())
          .append(", committed to ")
          .append(node.commitIndex());
    }
    lab.client().submissions().stream()
        .limit(1)
        .forEach(s -> text.append("; newest request ").append(s.status()));
    return text.append("; feed ").append(lab.cluster().view().feed().state()).toString();
  }
}
