package io.raftarium.record;

import io.raftarium.protocol.Actions;
import io.raftarium.protocol.Changes;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Feed;
import io.raftarium.view.NodeState;
import io.raftarium.view.NodeView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows after each step of a simulated run, as views of which each shares with the one before what
 * did not change. They have no peers and no keys and values: a run does not look at them.
 */
public final class StepViews {
  private static final int JOURNAL_KEPT = 400;
  private static final int LOG_KEPT = 1_000;

  private final List<Integer> bootstrap;
  private final SortedMap<Integer, NodeView> nodes = new TreeMap<>();
  private final Map<Integer, TreeMap<Long, LogEntry>> logs = new TreeMap<>();
  private final Deque<JournalEntry> journal = new ArrayDeque<>();

  /** Nodes before their first step. */
  public StepViews(int voters) {
    bootstrap = IntStream.rangeClosed(1, voters).boxed().toList();
    bootstrap.forEach(node -> nodes.put(node, created(node)));
  }

  /**
   * A step.
   *
   * @param row what it left
   * @param log what it changed in the log, in order
   */
  public JournalEntry step(
      Instant at,
      Event event,
      Actions actions,
      List<String> rules,
      NodeState row,
      List<LogChange> log) {
    NodeView before = node(row.id());
    Changes changes =
        RecordedState.changes(RecordedState.json(before.state()), RecordedState.json(row));
    JournalEntry taken =
        new JournalEntry(row.id(), row.version(), at, event, actions, rules, changes);
    boolean changed = row.version() > before.version();
    // As a database has it, whose journal keeps steps that changed something.
    if (changed) {
      journal.addLast(taken);
      if (journal.size() > JOURNAL_KEPT) {
        journal.removeFirst();
      }
    }
    nodes.put(row.id(), view(row, log(before, log), changed ? taken : before.lastStep()));
    return taken;
  }

  /** A node's server lost what its disk did not hold: the next step shows it, nobody took one. */
  public void lost(NodeState row, List<LogChange> log) {
    NodeView before = node(row.id());
    nodes.put(row.id(), view(row, log(before, log), before.lastStep()));
  }

  /** A step that the function refused: every row is as it was. */
  public JournalEntry refused(Instant at, int node, Event event) {
    return new JournalEntry(
        node, node(node).version(), at, event, Actions.NONE, List.of(), Changes.NONE);
  }

  /** All rows as they are. */
  public ClusterView view(long number, Instant at) {
    return new ClusterView(
        number,
        at,
        Collections.unmodifiableSortedMap(new TreeMap<>(nodes)),
        List.copyOf(journal),
        new Feed(Feed.State.LIVE, at, Duration.ZERO, 0, null));
  }

  private NodeView node(int id) {
    NodeView node = nodes.get(id);
    return node == null ? created(id) : node;
  }

  private NodeView created(int id) {
    return view(NodeState.created(id, bootstrap), List.of(), null);
  }

  private static NodeView view(NodeState row, List<LogEntry> log, @Nullable JournalEntry lastStep) {
    return new NodeView(
        row,
        log,
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        Collections.emptySortedMap(),
        lastStep);
  }

  private List<LogEntry> log(NodeView before, List<LogChange> changes) {
    if (changes.isEmpty()) {
      return before.log();
    }
    TreeMap<Long, LogEntry> log = logs.computeIfAbsent(before.id(), id -> new TreeMap<>());
    for (LogChange change : changes) {
      LogEntry added = change.added();
      if (added == null) {
        log.remove(change.index());
      } else {
        log.put(change.index(), added);
      }
    }
    // Behind a hole lies what a snapshot covers, or what a faulty function left: it is not shown.
    List<LogEntry> kept = new ArrayList<>();
    for (LogEntry entry : log.values()) {
      if (!kept.isEmpty() && entry.index() != kept.getLast().index() + 1) {
        kept.clear();
      }
      kept.add(entry);
    }
    return List.copyOf(kept.subList(Math.max(0, kept.size() - LOG_KEPT), kept.size()));
  }
}
