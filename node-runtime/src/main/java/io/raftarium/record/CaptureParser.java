package io.raftarium.record;

import io.raftarium.protocol.Actions;
import io.raftarium.protocol.Changes;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Role;
import io.raftarium.view.KeyValue;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeState;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.PeerView;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Takes a capture out of its JSON; what is missing or of the wrong kind is named by its path. */
final class CaptureParser {
  private final String file;

  CaptureParser(String file) {
    this.file = file;
  }

  Capture parse(JsonNode root) throws SavedFileException {
    TreeMap<Integer, NodeView> nodes = new TreeMap<>();
    for (Place node : elements(new Place("", root), "nodes")) {
      NodeView view = node(node);
      nodes.put(view.id(), view);
    }
    Place whole = new Place("", root);
    return new Capture(
        text(whole, "cluster"),
        instant(whole, "taken_at"),
        text(whole, "server"),
        Collections.unmodifiableSortedMap(nodes),
        links(whole),
        partition(whole),
        processes(whole),
        journal(whole));
  }

  /** A file of an earlier program holds none. */
  private List<JournalEntry> journal(Place root) throws SavedFileException {
    List<JournalEntry> journal = new ArrayList<>();
    if (root.value.has("journal")) {
      for (Place step : elements(root, "journal")) {
        journal.add(step((int) number(step, "node_id"), step));
      }
    }
    return List.copyOf(journal);
  }

  /** A value and the path that leads to it. */
  private record Place(String path, JsonNode value) {
    Place field(String name) {
      return new Place(path.isEmpty() ? name : path + "." + name, value.path(name));
    }
  }

  private NodeView node(Place node) throws SavedFileException {
    int id = (int) number(node, "node_id");
    List<LogEntry> log = new ArrayList<>();
    for (Place entry : elements(node, "log")) {
      log.add(
          new LogEntry(
              number(entry, "log_index"),
              number(entry, "term"),
              text(entry, "kind"),
              any(entry, "command")));
    }
    TreeMap<Integer, PeerView> peers = new TreeMap<>();
    for (Place peer : elements(node, "peers")) {
      int peerId = (int) number(peer, "peer_id");
      peers.put(
          peerId, new PeerView(peerId, number(peer, "next_index"), number(peer, "match_index")));
    }
    TreeMap<String, KeyValue> keyValues = new TreeMap<>();
    for (Place row : elements(node, "kv")) {
      String key = text(row, "key");
      keyValues.put(key, new KeyValue(key, any(row, "value"), number(row, "log_index")));
    }
    TreeMap<String, Long> pending = new TreeMap<>();
    Place waiting = object(node, "pending");
    for (Map.Entry<String, JsonNode> request : waiting.value.properties()) {
      pending.put(request.getKey(), number(waiting, request.getKey()));
    }
    NodeState state =
        new NodeState(
            id,
            number(node, "version"),
            number(node, "current_term"),
            idOrNull(node, "voted_for"),
            role(node),
            idOrNull(node, "leader_id"),
            number(node, "commit_index"),
            number(node, "last_applied"),
            number(node, "last_log_index"),
            number(node, "last_log_term"),
            number(node, "snapshot_index"),
            number(node, "snapshot_term"),
            ids(node, "voters"),
            ids(node, "outgoing"),
            ids(node, "learners"),
            ids(node, "votes_granted"),
            ids(node, "votes_refused"),
            node.value.has("transfer_target") ? idOrNull(node, "transfer_target") : null,
            numberOrZero(node, "config_index"),
            numberOrZero(node, "incoming_index"),
            (int) numberOrZero(node, "incoming_chunk"));
    return new NodeView(
        state,
        List.copyOf(log),
        Collections.unmodifiableSortedMap(peers),
        Collections.unmodifiableSortedMap(keyValues),
        Collections.unmodifiableSortedMap(pending),
        reads(node),
        node.value.path("last_step").isNull() ? null : step(id, object(node, "last_step")));
  }

  /** A file of an earlier program knows of no reads. */
  private SortedMap<String, String> reads(Place node) throws SavedFileException {
    TreeMap<String, String> reads = new TreeMap<>();
    if (node.value.has("reads")) {
      Place waiting = object(node, "reads");
      for (Map.Entry<String, JsonNode> read : waiting.value.properties()) {
        reads.put(read.getKey(), text(waiting, read.getKey()));
      }
    }
    return Collections.unmodifiableSortedMap(reads);
  }

  private JournalEntry step(int node, Place step) throws SavedFileException {
    List<String> rules = new ArrayList<>();
    for (Place rule : elements(step, "rules")) {
      rules.add(text(rule));
    }
    return new JournalEntry(
        node,
        number(step, "version"),
        instant(step, "at"),
        Event.of(any(step, "event")),
        new Actions(any(step, "actions")),
        List.copyOf(rules),
        new Changes(any(step, "changed")));
  }

  private SortedMap<Link, LinkRule> links(Place root) throws SavedFileException {
    TreeMap<Link, LinkRule> links = new TreeMap<>();
    for (Place link : elements(root, "links")) {
      try {
        links.put(
            new Link((int) number(link, "from"), (int) number(link, "to")),
            new LinkRule(
                flag(link, "cut"),
                duration(link, "delay_ms"),
                duration(link, "jitter_ms"),
                (int) number(link, "loss_percent"),
                (int) number(link, "duplicate_percent")));
      } catch (IllegalArgumentException e) {
        throw new SavedFileException(file + " is damaged: " + link.path + ": " + e.getMessage(), e);
      }
    }
    return Collections.unmodifiableSortedMap(links);
  }

  private SortedMap<String, SortedSet<Integer>> partition(Place root) throws SavedFileException {
    TreeMap<String, SortedSet<Integer>> partition = new TreeMap<>();
    Place groups = object(root, "partition");
    for (Map.Entry<String, JsonNode> group : groups.value.properties()) {
      partition.put(
          group.getKey(),
          Collections.unmodifiableSortedSet(new TreeSet<>(ids(groups, group.getKey()))));
    }
    return Collections.unmodifiableSortedMap(partition);
  }

  private SortedMap<Integer, NodeStatus.State> processes(Place root) throws SavedFileException {
    TreeMap<Integer, NodeStatus.State> processes = new TreeMap<>();
    Place states = object(root, "processes");
    for (Map.Entry<String, JsonNode> state : states.value.properties()) {
      try {
        processes.put(Integer.valueOf(state.getKey()), processState(states.field(state.getKey())));
      } catch (NumberFormatException e) {
        throw new SavedFileException(
            file + " is damaged: processes names \"" + state.getKey() + "\", which is no node id",
            e);
      }
    }
    return Collections.unmodifiableSortedMap(processes);
  }

  private NodeStatus.State processState(Place state) throws SavedFileException {
    String name = text(state);
    for (NodeStatus.State known : NodeStatus.State.values()) {
      if (known.name().equals(name)) {
        return known;
      }
    }
    throw wrong(state, "RUNNING, PAUSED, DOWN or FAILED");
  }

  private Role role(Place node) throws SavedFileException {
    Place role = node.field("role");
    try {
      return Role.of(text(role));
    } catch (IllegalArgumentException e) {
      throw wrong(role, "follower, pre_candidate, candidate or leader");
    }
  }

  private List<Place> elements(Place parent, String name) throws SavedFileException {
    Place array = parent.field(name);
    if (!array.value.isArray()) {
      throw wrong(array, "an array");
    }
    List<Place> elements = new ArrayList<>();
    for (JsonNode element : array.value) {
      elements.add(new Place(array.path + "[" + elements.size() + "]", element));
    }
    return elements;
  }

  private Place object(Place parent, String name) throws SavedFileException {
    Place object = parent.field(name);
    if (!object.value.isObject()) {
      throw wrong(object, "an object");
    }
    return object;
  }

  private List<Integer> ids(Place parent, String name) throws SavedFileException {
    List<Integer> ids = new ArrayList<>();
    for (Place element : elements(parent, name)) {
      if (!element.value.isInt()) {
        throw wrong(element, "a node id");
      }
      ids.add(element.value.asInt());
    }
    return List.copyOf(ids);
  }

  private @Nullable Integer idOrNull(Place parent, String name) throws SavedFileException {
    Place id = parent.field(name);
    if (!id.value.isNull() && !id.value.isInt()) {
      throw wrong(id, "a node id or null");
    }
    return id.value.isNull() ? null : id.value.asInt();
  }

  private long number(Place parent, String name) throws SavedFileException {
    Place number = parent.field(name);
    if (!number.value.isIntegralNumber() || !number.value.canConvertToLong()) {
      throw wrong(number, "a whole number");
    }
    return number.value.asLong();
  }

  /** A number that files of earlier programs do not have. */
  private long numberOrZero(Place parent, String name) throws SavedFileException {
    return parent.value.has(name) ? number(parent, name) : 0;
  }

  private boolean flag(Place parent, String name) throws SavedFileException {
    Place flag = parent.field(name);
    if (!flag.value.isBoolean()) {
      throw wrong(flag, "true or false");
    }
    return flag.value.asBoolean();
  }

  private Duration duration(Place parent, String name) throws SavedFileException {
    Place millis = parent.field(name);
    if (!millis.value.isNumber()) {
      throw wrong(millis, "a number of milliseconds");
    }
    return Duration.ofNanos(Math.round(millis.value.asDouble() * 1e6));
  }

  private Instant instant(Place parent, String name) throws SavedFileException {
    Place instant = parent.field(name);
    try {
      return Instant.parse(text(instant));
    } catch (DateTimeException e) {
      throw wrong(instant, "a time such as 2026-01-31T12:00:00Z");
    }
  }

  private String text(Place parent, String name) throws SavedFileException {
    return text(parent.field(name));
  }

  private String text(Place text) throws SavedFileException {
    if (!text.value.isString()) {
      throw wrong(text, "a text");
    }
    return text.value.asString();
  }

  private JsonNode any(Place parent, String name) throws SavedFileException {
    Place value = parent.field(name);
    if (value.value.isMissingNode()) {
      throw wrong(value, "a value");
    }
    return value.value;
  }

  private SavedFileException wrong(Place place, String expected) {
    return new SavedFileException(
        file
            + " is damaged: "
            + place.path
            + (place.value.isMissingNode() ? " is missing; it must be " : " must be ")
            + expected);
  }
}
