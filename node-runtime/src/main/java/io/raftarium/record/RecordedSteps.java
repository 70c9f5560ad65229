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
import tools.jackson.databind.JsonNode;

/**
 * Turns recorded steps into views, each of which shares with the one before what did not change.
 */
final class RecordedSteps {
  private static final int JOURNAL_KEPT = 400;
  private static final int LOG_KEPT = 1_000;

  private final String file;
  private final int most;
  private final List<Integer> bootstrap;
  private final SortedMap<Integer, NodeView> nodes = new TreeMap<>();
  private final Map<Integer, TreeMap<Long, LogEntry>> logs = new TreeMap<>();
  private final Map<Integer, JsonNode> states = new TreeMap<>();
  private final Deque<After> moments = new ArrayDeque<>();
  private long number;

  /** A step and the nodes after it. */
  private record After(
      long number, JournalEntry step, boolean changed, SortedMap<Integer, NodeView> nodes) {}

  RecordedSteps(String file, int voters, int most) {
    this.file = file;
    this.most = most;
    bootstrap = IntStream.rangeClosed(1, voters).boxed().toList();
    bootstrap.forEach(node -> nodes.put(node, created(node)));
  }

  /** The newest steps, oldest first. */
  List<Recording.Step> steps() {
    // One list for all, of which each view shows a part.
    List<JournalEntry> journal = moments.stream().filter(After::changed).map(After::step).toList();
    List<Recording.Step> steps = new ArrayList<>();
    int end = 0;
    for (After moment : moments) {
      end += moment.changed() ? 1 : 0;
      Instant at = moment.step.at();
      steps.add(
          new Recording.Step(
              new ClusterView(
                  moment.number,
                  at,
                  moment.nodes,
                  journal.subList(Math.max(0, end - JOURNAL_KEPT), end),
                  new Feed(Feed.State.LIVE, at, Duration.ZERO, 0, null)),
              moment.step));
    }
    return List.copyOf(steps);
  }

  void add(int line, JsonNode step) throws SavedFileException {
    Place place = new Place(file + " is damaged: line " + line + ": ", "", step);
    int node = (int) place.number("node");
    if (step.has("refused")) {
      refused(node, place);
      return;
    }
    Place state = place.object("state");
    List<LogEntry> log = log(node, place);
    if (place.has("lost")) {
      // The next step shows it: nobody took one.
      NodeView before = nodes.getOrDefault(node, created(node));
      nodes.put(node, view(RecordedState.read(node, state), log, before.lastStep()));
      states.put(node, state.value());
      return;
    }
    JsonNode before =
        states.computeIfAbsent(node, id -> RecordedState.json(NodeState.created(id, bootstrap)));
    JournalEntry taken =
        new JournalEntry(
            node,
            state.number("version"),
            Instant.EPOCH.plusMillis(place.number("time")),
            Event.of(place.object("event").value()),
            new Actions(place.object("result").value()),
            place.has("rules") ? place.texts("rules") : List.of(),
            RecordedState.changes(before, state.value()));
    NodeView old = nodes.getOrDefault(node, created(node));
    boolean changed = taken.version() > old.version();
    NodeState row = RecordedState.read(node, state);
    nodes.put(node, view(row, log, changed ? taken : old.lastStep()));
    states.put(node, state.value());
    moment(taken, changed);
  }

  /** The function refused it: every row is as it was. */
  private void refused(int node, Place step) throws SavedFileException {
    NodeView before = nodes.getOrDefault(node, created(node));
    moment(
        new JournalEntry(
            node,
            before.version(),
            Instant.EPOCH.plusMillis(step.number("time")),
            Event.of(step.object("event").value()),
            Actions.NONE,
            List.of(),
            Changes.NONE),
        false);
  }

  private void moment(JournalEntry taken, boolean changed) {
    moments.addLast(
        new After(
            ++number, taken, changed, Collections.unmodifiableSortedMap(new TreeMap<>(nodes))));
    if (moments.size() > most) {
      moments.removeFirst();
    }
  }

  /** A node before its first step. */
  private NodeView created(int id) {
    return view(NodeState.created(id, bootstrap), List.of(), null);
  }

  /** The recording has neither peers nor keys and values. */
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

  private List<LogEntry> log(int node, Place step) throws SavedFileException {
    NodeView before = nodes.getOrDefault(node, created(node));
    List<Place> changes = step.elements("log");
    if (changes.isEmpty()) {
      return before.log();
    }
    TreeMap<Long, LogEntry> log = logs.computeIfAbsent(node, id -> new TreeMap<>());
    for (Place change : changes) {
      long index = change.number("index");
      if (change.has("term")) {
        log.put(
            index,
            new LogEntry(
                index,
                change.number("term"),
                change.value().path("kind").asString(""),
                change.value().path("command")));
      } else {
        log.remove(index);
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
