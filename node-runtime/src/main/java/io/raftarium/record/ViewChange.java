package io.raftarium.record;

import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Feed;
import io.raftarium.view.KeyValue;
import io.raftarium.view.NodeState;
import io.raftarium.view.NodeView;
import io.raftarium.view.PeerView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a view has that the one before it had not; from nothing, it is the whole of it.
 *
 * @param nodes of which something changed, by id
 * @param gone nodes that are there no longer
 * @param journal what is there and was not, in order, behind what was
 * @param forgotten how many of the oldest steps the journal has no longer
 */
record ViewChange(
    long number,
    Instant at,
    Feed feed,
    SortedMap<Integer, NodeChange> nodes,
    List<Integer> gone,
    int forgotten,
    List<JournalEntry> journal) {
  /**
   * What of a node is other than before; null for what is the same.
   *
   * @param whole whether nothing is as before
   * @param lastStep the version of the newest step, which the journal has
   * @param step the newest step where the journal has it not
   */
  record NodeChange(
      boolean whole,
      @Nullable NodeState state,
      @Nullable LogPart log,
      @Nullable SortedMap<Integer, PeerView> peers,
      @Nullable Keys keyValues,
      @Nullable SortedMap<String, Long> pending,
      @Nullable SortedMap<String, String> reads,
      @Nullable Long lastStep,
      @Nullable JournalEntry step) {
    boolean isNothing() {
      return !whole
          && state == null
          && log == null
          && peers == null
          && keyValues == null
          && pending == null
          && reads == null
          && lastStep == null
          && step == null;
    }
  }

  /**
   * A log from the one before it.
   *
   * @param forgotten how many of its first entries are gone
   * @param kept how many of those behind them are still there
   * @param added what stands behind those
   */
  record LogPart(int forgotten, int kept, List<LogEntry> added) {
    static LogPart between(List<LogEntry> before, List<LogEntry> now) {
      int gone = 0;
      if (!now.isEmpty()) {
        long first = now.getFirst().index();
        while (gone < before.size() && before.get(gone).index() < first) {
          gone++;
        }
      }
      int same = 0;
      while (gone + same < before.size()
          && same < now.size()
          && before.get(gone + same).equals(now.get(same))) {
        same++;
      }
      return new LogPart(gone, same, now.subList(same, now.size()));
    }

    List<LogEntry> after(List<LogEntry> before) {
      List<LogEntry> now = new ArrayList<>(before.subList(forgotten, forgotten + kept));
      now.addAll(added);
      return List.copyOf(now);
    }
  }

  /** Keys that have another value than before, and those that have none any longer. */
  record Keys(List<KeyValue> put, List<String> gone) {
    static Keys between(SortedMap<String, KeyValue> before, SortedMap<String, KeyValue> now) {
      return new Keys(
          now.values().stream().filter(held -> !held.equals(before.get(held.key()))).toList(),
          before.keySet().stream().filter(key -> !now.containsKey(key)).toList());
    }

    SortedMap<String, KeyValue> after(SortedMap<String, KeyValue> before) {
      TreeMap<String, KeyValue> now = new TreeMap<>(before);
      gone.forEach(now::remove);
      put.forEach(held -> now.put(held.key(), held));
      return Collections.unmodifiableSortedMap(now);
    }
  }

  static ViewChange between(ClusterView before, ClusterView now) {
    SortedMap<Integer, NodeChange> nodes = new TreeMap<>();
    now.nodes()
        .forEach((id, node) -> {
          NodeView old = before.nodes().get(id);
          if (!node.equals(old)) {
            NodeChange change = between(old, node, now.journal());
            if (!change.isNothing()) {
              nodes.put(id, change);
            }
          }
        });
    int forgotten = forgotten(before.journal(), now.journal());
    int known = before.journal().size() - forgotten;
    return new ViewChange(
        now.number(),
        now.at(),
        now.feed(),
        nodes,
        before.nodes().keySet().stream().filter(id -> !now.nodes().containsKey(id)).toList(),
        forgotten,
        now.journal().subList(known, now.journal().size()));
  }

  /** How many of the first steps go so that the rest is what the other journal begins with. */
  private static int forgotten(List<JournalEntry> before, List<JournalEntry> now) {
    int forgotten = 0;
    while (forgotten < before.size()
        && (now.isEmpty() || !before.get(forgotten).equals(now.getFirst()))) {
      forgotten++;
    }
    for (int i = forgotten; i < before.size(); i++) {
      if (i - forgotten >= now.size() || !before.get(i).equals(now.get(i - forgotten))) {
        return before.size();
      }
    }
    return forgotten;
  }

  private static NodeChange between(
      @Nullable NodeView old, NodeView now, List<JournalEntry> journal) {
    JournalEntry step = now.lastStep();
    boolean whole = old == null || (step == null && old.lastStep() != null);
    NodeView before = whole || old == null ? NodeView.unread(now.id()) : old;
    boolean sameStep = Objects.equals(before.lastStep(), step);
    boolean inJournal = step != null && journal.reversed().stream().anyMatch(step::equals);
    return new NodeChange(
        whole,
        before.state().equals(now.state()) ? null : now.state(),
        before.log().equals(now.log()) ? null : LogPart.between(before.log(), now.log()),
        before.peers().equals(now.peers()) ? null : now.peers(),
        before.keyValues().equals(now.keyValues())
            ? null
            : Keys.between(before.keyValues(), now.keyValues()),
        before.pending().equals(now.pending()) ? null : now.pending(),
        before.reads().equals(now.reads()) ? null : now.reads(),
        sameStep || step == null || !inJournal ? null : step.version(),
        sameStep || inJournal ? null : step);
  }

  /** The view that follows; it shares with the one before what did not change. */
  ClusterView after(ClusterView before) {
    List<JournalEntry> steps = before.journal();
    if (forgotten > 0 || !journal.isEmpty()) {
      steps = new ArrayList<>(before.journal().subList(forgotten, before.journal().size()));
      steps.addAll(journal);
      steps = List.copyOf(steps);
    }
    TreeMap<Integer, NodeView> all = new TreeMap<>(before.nodes());
    gone.forEach(all::remove);
    for (Map.Entry<Integer, NodeChange> node : nodes.entrySet()) {
      int id = node.getKey();
      NodeView old = before.nodes().get(id);
      boolean whole = old == null || node.getValue().whole();
      all.put(id, after(whole || old == null ? NodeView.unread(id) : old, node.getValue(), steps));
    }
    return new ClusterView(number, at, Collections.unmodifiableSortedMap(all), steps, feed);
  }

  private static NodeView after(NodeView before, NodeChange change, List<JournalEntry> journal) {
    JournalEntry step = change.step == null ? before.lastStep() : change.step;
    if (change.lastStep != null) {
      step =
          journal.reversed().stream()
              .filter(entry -> entry.nodeId() == before.id() && entry.version() == change.lastStep)
              .findFirst()
              .orElse(step);
    }
    return new NodeView(
        change.state == null ? before.state() : change.state,
        change.log == null ? before.log() : change.log.after(before.log()),
        change.peers == null ? before.peers() : change.peers,
        change.keyValues == null ? before.keyValues() : change.keyValues.after(before.keyValues()),
        change.pending == null ? before.pending() : change.pending,
        change.reads == null ? before.reads() : change.reads,
        step);
  }
}
