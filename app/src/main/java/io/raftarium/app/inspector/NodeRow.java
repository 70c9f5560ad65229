package io.raftarium.app.inspector;

import io.raftarium.app.model.Frame;
import io.raftarium.app.words.NodeNames;
import io.raftarium.lab.NodeProcess;
import io.raftarium.observe.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A node's row as pairs of name and value, in the order in which they are shown. */
record NodeRow(List<Field> fields) {
  /** One column. */
  record Field(String name, String value) {}

  static NodeRow of(NodeView node, Frame frame) {
    NodeProcess process = frame.processes().get(node.id());
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("role", role(node)));
    fields.add(new Field("current_term", Long.toString(node.currentTerm())));
    Integer vote = node.votedFor();
    fields.add(new Field("voted_for", vote == null ? "nobody" : NodeNames.of(vote)));
    fields.add(new Field("commit_index", Long.toString(node.commitIndex())));
    fields.add(new Field("last_applied", Long.toString(node.lastApplied())));
    fields.add(new Field("last log", at(node.lastLogIndex(), node.lastLogTerm())));
    fields.add(new Field("backing", process == null ? "file" : process.backing()));
    fields.add(new Field("version", Long.toString(node.version())));
    fields.add(
        new Field(
            "process",
            process == null ? "unknown" : process.state().name().toLowerCase(Locale.ROOT)));
    fields.add(
        new Field(
            "snapshot",
            node.snapshotIndex() == 0 ? "none" : at(node.snapshotIndex(), node.snapshotTerm())));
    return new NodeRow(fields);
  }

  private static String role(NodeView node) {
    String role = node.role().text().replace('_', '-');
    Integer leader = node.leaderId();
    return leader == null || leader == node.id() ? role : role + " of " + NodeNames.of(leader);
  }

  private static String at(long index, long term) {
    return index == 0 ? "empty" : index + " @ t" + term;
  }
}
