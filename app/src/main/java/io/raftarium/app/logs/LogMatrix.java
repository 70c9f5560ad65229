package io.raftarium.app.logs;

import io.raftarium.app.words.EntryText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Texts;
import io.raftarium.protocol.LogEntry;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeView;
import io.raftarium.view.PeerView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The logs of all nodes beside each other, aligned by index; cells are made only when asked for.
 *
 * @param leader the leader of the highest term, with whose log the others are compared
 * @param lastColumn the highest index that has something to show, next arrows included
 */
record LogMatrix(List<Row> rows, @Nullable NodeView leader, long lastColumn) {

  /** One node's log. */
  record Row(NodeView node, boolean up) {}

  /** What a cell holds. */
  enum Content {
    /** The log does not reach this far. */
    NONE,
    ENTRY,
    /** The entry was replaced by the node's snapshot. */
    COMPACTED,
    /** The node has it, but the view keeps newer entries only. */
    NOT_KEPT
  }

  /**
   * One entry of one log.
   *
   * @param committed known to be committed at this node
   * @param differs the leader has another entry here, or none
   * @param match the leader knows this node to agree up to here
   * @param next the leader sends from here next
   * @param snapshotEnd the node's snapshot goes up to here
   */
  record Cell(
      Content content,
      @Nullable LogEntry entry,
      boolean committed,
      boolean differs,
      boolean match,
      boolean next,
      boolean snapshotEnd) {}

  static LogMatrix of(Moment moment) {
    NodeView leader = moment.view().leader();
    long last = 0;
    List<Row> rows = new ArrayList<>();
    for (NodeView node : moment.view().nodes().values()) {
      rows.add(new Row(node, moment.up(node.id())));
      last = Math.max(last, node.lastLogIndex());
    }
    if (leader != null) {
      for (PeerView peer : leader.peers().values()) {
        last = Math.max(last, peer.nextIndex());
      }
    }
    return new LogMatrix(List.copyOf(rows), leader, last);
  }

  /** The newest entries of the longest log, oldest first. */
  List<LogEntry> newest(int most) {
    List<LogEntry> longest =
        rows.stream()
            .map(row -> row.node().log())
            .filter(log -> !log.isEmpty())
            .max(Comparator.comparingLong(log -> log.getLast().index()))
            .orElse(List.of());
    return longest.subList(Math.max(0, longest.size() - most), longest.size());
  }

  Cell cell(Row row, long index) {
    NodeView node = row.node();
    PeerView peer = leader == null ? null : leader.peers().get(node.id());
    LogEntry entry = node.entry(index);
    Content content =
        entry != null
            ? Content.ENTRY
            : index > node.lastLogIndex()
                ? Content.NONE
                : index <= node.snapshotIndex() ? Content.COMPACTED : Content.NOT_KEPT;
    return new Cell(
        content,
        entry,
        node.committed(index),
        entry != null && differs(node, entry),
        peer != null && peer.matchIndex() == index,
        peer != null && peer.nextIndex() == index,
        index > 0 && node.snapshotIndex() == index);
  }

  /** What a node is that is no voter, by the leader's configuration or its own; else empty. */
  String part(Row row) {
    if (!row.node().known()) {
      return Texts.of("not read");
    }
    NodeView by = leader == null ? row.node() : leader;
    int id = row.node().id();
    return by.learners().contains(id)
        ? Texts.of("learner")
        : by.configured(id) ? "" : Texts.of("no member");
  }

  private boolean differs(NodeView node, LogEntry entry) {
    if (leader == null || leader.id() == node.id()) {
      return false;
    }
    if (entry.index() > leader.lastLogIndex()) {
      return true;
    }
    LogEntry leaders = leader.entry(entry.index());
    return leaders != null && !leaders.matches(entry);
  }

  boolean leads(Row row) {
    return leader != null && leader.id() == row.node().id() && row.up();
  }

  /** A cell in words. */
  String tell(Row row, long index) {
    Cell cell = cell(row, index);
    String where = Texts.of("{0}, index {1}: ", NodeNames.of(row.node().id()), index);
    LogEntry entry = cell.entry();
    if (entry == null) {
      return where
          + switch (cell.content()) {
            case COMPACTED ->
                Texts.of(
                    "compacted into the snapshot, which goes up to index {0} of term {1}",
                    row.node().snapshotIndex(), row.node().snapshotTerm());
            case NOT_KEPT -> Texts.of("in the log, but older than what this window keeps");
            default -> Texts.of("no entry");
          };
    }
    return Texts.of(
        "{0}term {1}, {2}{3}{4}{5}",
        where,
        entry.term(),
        EntryText.sentence(entry),
        cell.committed() ? Texts.of(", committed") : Texts.of(", not committed here yet"),
        cell.differs() ? Texts.of(", differs from the leader's log") : "",
        cell.snapshotEnd() ? Texts.of(", the last one in the snapshot") : "");
  }

  /** Whether both would be drawn alike. */
  boolean looksLike(LogMatrix other) {
    if (lastColumn != other.lastColumn
        || rows.size() != other.rows.size()
        || (leader == null) != (other.leader == null)) {
      return false;
    }
    if (leader != null
        && other.leader != null
        && (leader.id() != other.leader.id()
            || !leader.peers().equals(other.leader.peers())
            || !sameMembers(leader, other.leader))) {
      return false;
    }
    for (int i = 0; i < rows.size(); i++) {
      Row a = rows.get(i);
      Row b = other.rows.get(i);
      if (a.up() != b.up() || !sameLog(a.node(), b.node())) {
        return false;
      }
    }
    return true;
  }

  /** Not by Log Matching (section 5.3): a recorded run may be one that broke it. */
  private static boolean sameLog(NodeView a, NodeView b) {
    return a.id() == b.id()
        && a.commitIndex() == b.commitIndex()
        && a.lastLogIndex() == b.lastLogIndex()
        && a.log().equals(b.log())
        && a.snapshotIndex() == b.snapshotIndex()
        && sameMembers(a, b);
  }

  private static boolean sameMembers(NodeView a, NodeView b) {
    return a.voters().equals(b.voters())
        && a.outgoing().equals(b.outgoing())
        && a.learners().equals(b.learners());
  }
}
