package io.raftarium.app.branches;

import io.raftarium.app.words.ConfigText;
import io.raftarium.app.words.EntryText;
import io.raftarium.app.words.NodeNames;
import io.raftarium.app.words.Shortened;
import io.raftarium.app.words.Texts;
import io.raftarium.protocol.LogEntry;
import io.raftarium.view.KeyValue;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.WireMessage.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Two moments side by side: rows field by field, logs cell by cell.
 *
 * @param nodes by id, of both
 * @param around what is between the nodes
 */
record Comparison(List<Nodes> nodes, List<Field> around) {
  private static final int MOST_CELLS = 24;
  private static final int MOST_KEYS = 40;
  private static final int MOST_CHARS = 80;

  /** A name, and what both have. */
  record Field(String name, String left, String right) {
    boolean differs() {
      return !left.equals(right);
    }
  }

  /**
   * A place of both logs; empty where one has none.
   *
   * @param left what stands there, and whether it is committed
   * @param leftTerm of the left entry; 0 for none
   */
  record Cell(long index, String left, String right, long leftTerm, long rightTerm) {
    boolean differs() {
      return !left.equals(right);
    }
  }

  /** One node in both. */
  record Nodes(int id, List<Field> fields, List<Cell> cells) {
    long differences() {
      return fields.stream().filter(Field::differs).count()
          + cells.stream().filter(Cell::differs).count();
    }
  }

  static Comparison of(Moment left, Moment right) {
    SortedSet<Integer> ids = new TreeSet<>(left.view().nodes().keySet());
    ids.addAll(right.view().nodes().keySet());
    List<Nodes> nodes = new ArrayList<>();
    for (int id : ids) {
      NodeView one = left.view().nodes().get(id);
      NodeView other = right.view().nodes().get(id);
      nodes.add(new Nodes(id, fields(id, left, one, right, other), cells(one, other)));
    }
    return new Comparison(List.copyOf(nodes), around(left, right));
  }

  /** How many fields and cells differ. */
  long differences() {
    return nodes.stream().mapToLong(Nodes::differences).sum()
        + around.stream().filter(Field::differs).count();
  }

  private static List<Field> around(Moment left, Moment right) {
    List<Field> fields = new ArrayList<>();
    both(
        fields,
        Texts.of("leader"),
        left,
        right,
        moment -> {
          NodeView leader = moment.leader();
          return leader == null
              ? Texts.of("none")
              : Texts.of("{0} in term {1}", NodeNames.of(leader.id()), leader.currentTerm());
        });
    both(fields, Texts.of("partition"), left, right, moment -> groups(moment.partition()));
    both(
        fields,
        Texts.of("links with a rule"),
        left,
        right,
        moment -> String.valueOf(moment.links().size()));
    both(
        fields,
        Texts.of("messages under way"),
        left,
        right,
        moment ->
            String.valueOf(
                moment.wire().stream().filter(each -> each.fate() == Fate.FLYING).count()));
    return fields;
  }

  private static String groups(Map<String, SortedSet<Integer>> partition) {
    return partition.isEmpty()
        ? Texts.of("none")
        : String.join(
            " | ",
            partition.values().stream().map(group -> NodeNames.list(List.copyOf(group))).toList());
  }

  private static void both(
      List<Field> fields, String name, Moment left, Moment right, Function<Moment, String> text) {
    fields.add(new Field(name, text.apply(left), text.apply(right)));
  }

  private static List<Field> fields(
      int id, Moment left, @Nullable NodeView one, Moment right, @Nullable NodeView other) {
    SortedMap<String, String> lefts = texts(id, left, one);
    SortedMap<String, String> rights = texts(id, right, other);
    Set<String> names = new TreeSet<>(lefts.keySet());
    names.addAll(rights.keySet());
    return names.stream()
        .map(name ->
            new Field(
                name.substring(3), lefts.getOrDefault(name, "–"), rights.getOrDefault(name, "–")))
        .toList();
  }

  /** By names that begin with their order. */
  private static SortedMap<String, String> texts(int id, Moment moment, @Nullable NodeView node) {
    TreeMap<String, String> texts = new TreeMap<>();
    if (node == null) {
      return texts;
    }
    NodeStatus process = moment.processes().get(id);
    texts.put(
        "00 process",
        process == null ? Texts.of("unknown") : process.state().name().toLowerCase(Locale.ROOT));
    texts.put("01 role", node.role().text().replace('_', '-'));
    texts.put("02 current_term", String.valueOf(node.currentTerm()));
    texts.put("03 voted_for", name(node.votedFor()));
    texts.put("04 leader_id", name(node.leaderId()));
    texts.put("05 commit_index", String.valueOf(node.commitIndex()));
    texts.put("06 last_applied", String.valueOf(node.lastApplied()));
    texts.put("07 last log", node.lastLogIndex() + " @ t" + node.lastLogTerm());
    texts.put("08 snapshot", node.snapshotIndex() + " @ t" + node.snapshotTerm());
    texts.put("09 voters", ConfigText.voters(node.outgoing(), node.voters()));
    if (!node.learners().isEmpty()) {
      texts.put("10 learners", NodeNames.list(node.learners()));
    }
    if (!node.votesGranted().isEmpty()) {
      texts.put("11 votes_granted", NodeNames.list(node.votesGranted()));
    }
    node.peers()
        .values()
        .forEach(peer ->
            texts.put(
                "12 next, match of " + NodeNames.of(peer.peerId()),
                peer.nextIndex() + ", " + peer.matchIndex()));
    if (!node.pending().isEmpty()) {
      texts.put("13 pending", String.valueOf(node.pending().size()));
    }
    int keys = 0;
    for (KeyValue held : node.keyValues().values()) {
      if (++keys > MOST_KEYS) {
        break;
      }
      texts.put(
          "14 " + Shortened.of(held.key(), 30),
          Shortened.of(EntryText.plain(held.value()), MOST_CHARS));
    }
    return texts;
  }

  private static String name(@Nullable Integer node) {
    return node == null ? "nobody" : NodeNames.of(node);
  }

  /** The newest places of the longer log. */
  private static List<Cell> cells(@Nullable NodeView one, @Nullable NodeView other) {
    long last = Math.max(last(one), last(other));
    long first = Math.max(1, last - MOST_CELLS + 1);
    List<Cell> cells = new ArrayList<>();
    for (long index = first; index <= last; index++) {
      LogEntry left = one == null ? null : one.entry(index);
      LogEntry right = other == null ? null : other.entry(index);
      cells.add(new Cell(index, text(one, left), text(other, right), term(left), term(right)));
    }
    return List.copyOf(cells);
  }

  private static long last(@Nullable NodeView node) {
    return node == null ? 0 : node.lastLogIndex();
  }

  private static long term(@Nullable LogEntry entry) {
    return entry == null ? 0 : entry.term();
  }

  private static String text(@Nullable NodeView node, @Nullable LogEntry entry) {
    if (node == null || entry == null) {
      return "";
    }
    String committed = entry.index() <= node.commitIndex() ? "" : " ?";
    return "t" + entry.term() + " " + Shortened.of(EntryText.label(entry), 16) + committed;
  }
}
