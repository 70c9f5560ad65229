package io.raftarium.record;

import io.raftarium.protocol.Actions;
import io.raftarium.protocol.Changes;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Role;
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
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns recorded steps into views, each of which shares with the one before what did not change.
 */
final class RecordedSteps {
  private static final int JOURNAL_KEPT = 400;
  private static final int LOG_KEPT = 1_000;

  /** Fields of a recorded state and the columns of {@code raft.raft_state} that they are. */
  private static final Map<String, String> COLUMNS =
      Map.of(
          "term", "current_term",
          "votedFor", "voted_for",
          "role", "role",
          "leader", "leader_id",
          "commitIndex", "commit_index",
          "lastApplied", "last_applied",
          "lastLogIndex", "last_log_index",
          "lastLogTerm", "last_log_term",
          "snapshotIndex", "snapshot_index",
          "snapshotTerm", "snapshot_term");

  private static final List<String> CONFIGURATION = List.of("voters", "outgoing", "learners");

  private final String file;
  private final int most;
  private final List<Integer> bootstrap;
  private final JsonNode created;
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
    created = createdState(bootstrap);
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
    Place place = new Place(line, "", step);
    int node = (int) place.number("node");
    if (step.has("refused")) {
      refused(node, place);
      return;
    }
    Place state = place.object("state");
    List<LogEntry> log = log(node, place);
    JournalEntry taken =
        new JournalEntry(
            node,
            state.number("version"),
            Instant.EPOCH.plusMillis(place.number("time")),
            Event.of(place.object("event").value),
            new Actions(place.object("result").value),
            rules(place),
            changed(node, state.value));
    NodeView before = nodes.getOrDefault(node, created(node));
    boolean changed = taken.version() > before.version();
    nodes.put(node, node(node, state, log, changed ? taken : before.lastStep()));
    states.put(node, state.value);
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
            Event.of(step.object("event").value),
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

  private static List<String> rules(Place step) throws SavedFileException {
    List<String> rules = new ArrayList<>();
    if (step.value.has("rules")) {
      for (Place rule : step.elements("rules")) {
        rules.add(rule.value.asString(""));
      }
    }
    return List.copyOf(rules);
  }

  /** A node before its first step. */
  private NodeView created(int id) {
    return view(NodeState.created(id, bootstrap), List.of(), null);
  }

  private static NodeView node(int id, Place state, List<LogEntry> log, @Nullable JournalEntry step)
      throws SavedFileException {
    Place config = state.object("config");
    NodeState row =
        new NodeState(
            id,
            state.number("version"),
            state.number("term"),
            state.idOrNull("votedFor"),
            state.role(),
            state.idOrNull("leader"),
            state.number("commitIndex"),
            state.number("lastApplied"),
            state.number("lastLogIndex"),
            state.number("lastLogTerm"),
            state.number("snapshotIndex"),
            state.number("snapshotTerm"),
            config.ids("voters"),
            config.ids("outgoing"),
            config.ids("learners"),
            List.of(),
            List.of(),
            null,
            0,
            0,
            0);
    return view(row, log, step);
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
      if (change.value.has("term")) {
        log.put(
            index,
            new LogEntry(
                index,
                change.number("term"),
                change.value.path("kind").asString(""),
                change.value.path("command")));
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

  /** The columns that the step changed, with their new values, as the journal tells them. */
  private Changes changed(int node, JsonNode state) {
    JsonNode before = states.getOrDefault(node, created);
    ObjectNode changed = JsonNodeFactory.instance.objectNode();
    COLUMNS.forEach((field, column) -> {
      JsonNode value = state.path(field);
      if (!value.equals(before.path(field))) {
        boolean nobody =
            (field.equals("votedFor") || field.equals("leader")) && value.asInt(0) == 0;
        changed.set(column, nobody ? JsonNodeFactory.instance.nullNode() : value);
      }
    });
    for (String set : CONFIGURATION) {
      JsonNode value = state.path("config").path(set);
      if (!value.equals(before.path("config").path(set))) {
        changed.set(set, value);
      }
    }
    return new Changes(changed);
  }

  /** The state of a node before its first step, as a recording would tell it. */
  private static ObjectNode createdState(List<Integer> bootstrap) {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    COLUMNS.keySet().forEach(field -> state.put(field, 0));
    state.put("role", Role.FOLLOWER.text());
    ObjectNode config = state.putObject("config");
    CONFIGURATION.forEach(config::putArray);
    bootstrap.forEach(config.withArray("voters")::add);
    return state;
  }

  /** A value of a line and the path that leads to it. */
  private final class Place {
    private final int line;
    private final String path;
    private final JsonNode value;

    Place(int line, String path, JsonNode value) {
      this.line = line;
      this.path = path;
      this.value = value;
    }

    Place object(String name) throws SavedFileException {
      JsonNode object = value.path(name);
      if (!object.isObject()) {
        throw wrong(name, "an object");
      }
      return new Place(line, path + name + ".", object);
    }

    long number(String name) throws SavedFileException {
      JsonNode number = value.path(name);
      if (!number.isIntegralNumber() || !number.canConvertToLong()) {
        throw wrong(name, "a whole number");
      }
      return number.asLong();
    }

    @Nullable Integer idOrNull(String name) throws SavedFileException {
      long id = number(name);
      return id == 0 ? null : Integer.valueOf((int) id);
    }

    Role role() throws SavedFileException {
      try {
        return Role.of(value.path("role").asString(""));
      } catch (IllegalArgumentException e) {
        throw wrong("role", "follower, pre_candidate, candidate or leader");
      }
    }

    List<Place> elements(String name) throws SavedFileException {
      JsonNode array = value.path(name);
      if (!array.isArray()) {
        throw wrong(name, "an array");
      }
      List<Place> elements = new ArrayList<>();
      for (JsonNode element : array) {
        elements.add(new Place(line, path + name + "[" + elements.size() + "].", element));
      }
      return elements;
    }

    List<Integer> ids(String name) throws SavedFileException {
      List<Integer> ids = new ArrayList<>();
      for (Place element : elements(name)) {
        if (!element.value.isInt()) {
          throw wrong(name, "a list of node ids");
        }
        ids.add(element.value.asInt());
      }
      return List.copyOf(ids);
    }

    SavedFileException wrong(String name, String expected) {
      return new SavedFileException(
          String.format(
              Locale.ROOT,
              "%s is damaged: line %d: %s must be %s",
              file,
              line,
              path + name,
              expected));
    }
  }
}
