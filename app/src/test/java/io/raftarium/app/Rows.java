package io.raftarium.app;

import io.raftarium.protocol.Actions;
import io.raftarium.protocol.Changes;
import io.raftarium.protocol.Configuration;
import io.raftarium.protocol.Event;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Role;
import io.raftarium.time.LabTime;
import io.raftarium.view.ClusterView;
import io.raftarium.view.Feed;
import io.raftarium.view.LabEvent;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeState;
import io.raftarium.view.NodeView;
import io.raftarium.view.PeerView;
import io.raftarium.view.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rows as a database might hold them, for tests of what is made of them. */
public final class Rows {
  /** For events and commands. */
  public static final JsonMapper JSON = JsonMapper.builder().build();

  /** A version above that of every step here: rows are never older than their journal. */
  private static final long NEWEST = 1_000;

  private Rows() {}

  /**
   * Entries from index 1 on, one a term given; each puts its index under x, the first is a no-op.
   */
  public static List<LogEntry> log(long... terms) {
    List<LogEntry> log = new ArrayList<>();
    for (int i = 0; i < terms.length; i++) {
      long index = i + 1L;
      log.add(
          i == 0
              ? new LogEntry(index, terms[i], "noop", JSON.nullNode())
              : new LogEntry(
                  index,
                  terms[i],
                  "command",
                  JSON.readTree("{\"op\":\"put\",\"key\":\"x\",\"value\":" + index + "}")));
    }
    return log;
  }

  /** A node of a cluster of five. */
  public static NodeView node(
      int id, Role role, long term, long commit, List<LogEntry> log, PeerView... peers) {
    return node(id, role, term, commit, log, Map.of(), peers);
  }

  /** The same with requests that wait. */
  public static NodeView node(
      int id,
      Role role,
      long term,
      long commit,
      List<LogEntry> log,
      Map<String, Long> pending,
      PeerView... peers) {
    SortedMap<Integer, PeerView> byId = new TreeMap<>();
    for (PeerView peer : peers) {
      byId.put(peer.peerId(), peer);
    }
    return new NodeView(
        new NodeState(
            id,
            NEWEST,
            term,
            null,
            role,
            null,
            new NodeState.Places(
                commit,
                commit,
                log.isEmpty() ? 0 : log.getLast().index(),
                log.isEmpty() ? 0 : log.getLast().term(),
                0,
                0),
            new Configuration(List.of(1, 2, 3, 4, 5), List.of(), List.of()),
            0,
            NodeState.UnderWay.NOTHING),
        log,
        byId,
        new TreeMap<>(),
        new TreeMap<>(pending),
        new TreeMap<>(),
        null);
  }

  /** The same node as it was at another version. */
  public static NodeView at(long version, NodeView node) {
    NodeState row = node.state();
    return new NodeView(
        new NodeState(
            row.id(),
            version,
            row.currentTerm(),
            row.votedFor(),
            row.role(),
            row.leaderId(),
            row.places(),
            row.config(),
            row.configIndex(),
            row.underWay()),
        node.log(),
        node.peers(),
        node.keyValues(),
        node.pending(),
        node.reads(),
        node.lastStep());
  }

  /** A view of these nodes and steps. */
  public static ClusterView view(long number, List<JournalEntry> journal, NodeView... nodes) {
    SortedMap<Integer, NodeView> byId = new TreeMap<>();
    for (NodeView node : nodes) {
      byId.put(node.id(), node);
    }
    Instant at = Instant.EPOCH.plusSeconds(number);
    return new ClusterView(
        number, at, byId, journal, new Feed(Feed.State.LIVE, at, Duration.ZERO, 0, null));
  }

  /** A live frame. */
  public static Moment frame(ClusterView view, LabEvent... events) {
    return new Moment(
        "lab-1",
        "a database",
        true,
        view.number(),
        view.at(),
        view,
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        List.of(),
        List.of(events),
        List.<Submission>of(),
        LabTime.START,
        0,
        1,
        false);
  }

  /** A step. */
  public static JournalEntry step(
      int node, long version, String event, String actions, String changed, String... rules) {
    return new JournalEntry(
        node,
        version,
        Instant.EPOCH.plusMillis(version),
        Event.of(json(event)),
        new Actions(json(actions)),
        List.of(rules),
        new Changes(json(changed)));
  }

  private static JsonNode json(String text) {
    return JSON.readTree(text);
  }
}
