package io.raftarium.record;

import io.raftarium.protocol.Actions;
import io.raftarium.protocol.Changes;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.view.KeyValue;
import io.raftarium.view.Link;
import io.raftarium.view.LinkRule;
import io.raftarium.view.NodeState;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.PeerView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Takes a capture out of its JSON; what is missing or of the wrong kind is named by its path. */
final class CaptureParser {
  private final String file;

  CaptureParser(String file) {
    this.file = file;
  }

  Capture parse(JsonNode root) throws SavedFileException {
    TreeMap<Integer, NodeView> nodes = new TreeMap<>();
    Place whole = new Place(file + " is damaged", "", root);
    for (Place node : whole.elements("nodes")) {
      NodeView view = node(node);
      nodes.put(view.id(), view);
    }
    return new Capture(
        whole.text("cluster"),
        whole.instant("taken_at"),
        whole.text("server"),
        Collections.unmodifiableSortedMap(nodes),
        links(whole),
        partition(whole),
        processes(whole),
        journal(whole),
        whole.has("modified") ? whole.text("modified") : "");
  }

  /** A file of an earlier program holds none. */
  private List<JournalEntry> journal(Place root) throws SavedFileException {
    List<JournalEntry> journal = new ArrayList<>();
    if (root.has("journal")) {
      for (Place step : root.elements("journal")) {
        journal.add(step((int) step.number("node_id"), step));
      }
    }
    return List.copyOf(journal);
  }

  private NodeView node(Place node) throws SavedFileException {
    int id = (int) node.number("node_id");
    List<LogEntry> log = new ArrayList<>();
    for (Place entry : node.elements("log")) {
      log.add(
          new LogEntry(
              entry.number("log_index"),
              entry.number("term"),
              entry.text("kind"),
              entry.any("command")));
    }
    TreeMap<Integer, PeerView> peers = new TreeMap<>();
    for (Place peer : node.elements("peers")) {
      int peerId = (int) peer.number("peer_id");
      peers.put(
          peerId, new PeerView(peerId, peer.number("next_index"), peer.number("match_index")));
    }
    TreeMap<String, KeyValue> keyValues = new TreeMap<>();
    for (Place row : node.elements("kv")) {
      String key = row.text("key");
      keyValues.put(key, new KeyValue(key, row.any("value"), row.number("log_index")));
    }
    TreeMap<String, Long> pending = new TreeMap<>();
    Place waiting = node.object("pending");
    for (Map.Entry<String, JsonNode> request : waiting.value().properties()) {
      pending.put(request.getKey(), waiting.number(request.getKey()));
    }
    NodeState state =
        new NodeState(
            id,
            node.number("version"),
            node.number("current_term"),
            node.idOrNull("voted_for"),
            node.role("role"),
            node.idOrNull("leader_id"),
            new NodeState.Places(
                node.number("commit_index"),
                node.number("last_applied"),
                node.number("last_log_index"),
                node.number("last_log_term"),
                node.number("snapshot_index"),
                node.number("snapshot_term")),
            node.configuration(),
            node.numberOrZero("config_index"),
            new NodeState.UnderWay(
                node.ids("votes_granted"),
                node.ids("votes_refused"),
                node.has("transfer_target") ? node.idOrNull("transfer_target") : null,
                node.numberOrZero("incoming_index"),
                (int) node.numberOrZero("incoming_chunk")));
    return new NodeView(
        state,
        List.copyOf(log),
        Collections.unmodifiableSortedMap(peers),
        Collections.unmodifiableSortedMap(keyValues),
        Collections.unmodifiableSortedMap(pending),
        reads(node),
        node.value().path("last_step").isNull() ? null : step(id, node.object("last_step")));
  }

  /** A file of an earlier program knows of no reads. */
  private SortedMap<String, String> reads(Place node) throws SavedFileException {
    TreeMap<String, String> reads = new TreeMap<>();
    if (node.has("reads")) {
      Place waiting = node.object("reads");
      for (Map.Entry<String, JsonNode> read : waiting.value().properties()) {
        reads.put(read.getKey(), waiting.text(read.getKey()));
      }
    }
    return Collections.unmodifiableSortedMap(reads);
  }

  private JournalEntry step(int node, Place step) throws SavedFileException {
    return new JournalEntry(
        node,
        step.number("version"),
        step.instant("at"),
        Event.of(step.any("event")),
        new Actions(step.any("actions")),
        step.texts("rules"),
        new Changes(step.any("changed")));
  }

  private SortedMap<Link, LinkRule> links(Place root) throws SavedFileException {
    TreeMap<Link, LinkRule> links = new TreeMap<>();
    for (Place link : root.elements("links")) {
      try {
        links.put(
            new Link((int) link.number("from"), (int) link.number("to")),
            new LinkRule(
                link.flag("cut"),
                link.duration("delay_ms"),
                link.duration("jitter_ms"),
                (int) link.number("loss_percent"),
                (int) link.number("duplicate_percent")));
      } catch (IllegalArgumentException e) {
        throw new SavedFileException(
            file + " is damaged: " + link.path() + ": " + e.getMessage(), e);
      }
    }
    return Collections.unmodifiableSortedMap(links);
  }

  private SortedMap<String, SortedSet<Integer>> partition(Place root) throws SavedFileException {
    TreeMap<String, SortedSet<Integer>> partition = new TreeMap<>();
    Place groups = root.object("partition");
    for (Map.Entry<String, JsonNode> group : groups.value().properties()) {
      partition.put(
          group.getKey(),
          Collections.unmodifiableSortedSet(new TreeSet<>(groups.ids(group.getKey()))));
    }
    return Collections.unmodifiableSortedMap(partition);
  }

  private SortedMap<Integer, NodeStatus.State> processes(Place root) throws SavedFileException {
    TreeMap<Integer, NodeStatus.State> processes = new TreeMap<>();
    Place states = root.object("processes");
    for (Map.Entry<String, JsonNode> state : states.value().properties()) {
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
    String name = state.text();
    for (NodeStatus.State known : NodeStatus.State.values()) {
      if (known.name().equals(name)) {
        return known;
      }
    }
    throw state.wrong("RUNNING, PAUSED, DOWN or FAILED");
  }
}
