package io.raftarium.record;

import io.raftarium.protocol.Command;
import io.raftarium.protocol.JournalEntry;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Role;
import io.raftarium.protocol.Rpc;
import io.raftarium.view.KeyValue;
import io.raftarium.view.NodeState;
import io.raftarium.view.NodeView;
import io.raftarium.view.PeerView;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A node's rows after a step between two readings: made of both and of the journal's steps. */
final class Interim {
  private final NodeView before;
  private final NodeView after;
  private final List<JournalEntry> steps;

  private Interim(NodeView before, NodeView after, List<JournalEntry> steps) {
    this.before = before;
    this.after = after;
    this.steps = steps;
  }

  /**
   * The rows in between.
   *
   * @param steps from the version after the one before up to the wanted one
   * @param version the wanted one
   * @return null where the readings do not tell
   */
  static @Nullable NodeView after(
      NodeView before, NodeView after, List<JournalEntry> steps, long version) {
    if (steps.size() != version - before.version()) {
      return null;
    }
    return new Interim(before, after, steps).view();
  }

  private @Nullable NodeView view() {
    NodeState state = before.state();
    for (JournalEntry step : steps) {
      state = state.after(step.changed(), step.version());
    }
    List<LogEntry> log = log(state);
    SortedMap<String, KeyValue> map = log == null ? null : map(state, log);
    if (log == null || map == null || incoming()) {
      return null;
    }
    boolean leads = state.isLeader();
    return new NodeView(
        withConfig(state, log),
        log,
        leads ? peers(state) : Collections.emptySortedMap(),
        map,
        leads ? pending(state) : Collections.emptySortedMap(),
        leads ? before.reads() : Collections.emptySortedMap(),
        steps.getLast());
  }

  /** Of a snapshot that arrives in pieces the journal does not tell enough. */
  private boolean incoming() {
    return before.state().underWay().incomingIndex() != 0
        || after.state().underWay().incomingIndex() != 0;
  }

  /** Log Matching (section 5.3): the same last index and term means the same log. */
  private @Nullable List<LogEntry> log(NodeState state) {
    long last = state.lastLogIndex();
    if (last == 0) {
      return List.of();
    }
    for (NodeView known : List.of(after, before)) {
      LogEntry end = known.entry(last);
      if (end != null && end.term() == state.lastLogTerm()) {
        return known.log().stream().filter(entry -> entry.index() <= last).toList();
      }
    }
    return null;
  }

  private static NodeState withConfig(NodeState state, List<LogEntry> log) {
    long config =
        log.stream().filter(LogEntry::isConfig).mapToLong(LogEntry::index).max().orElse(0);
    boolean older = config == 0 && state.configIndex() <= state.lastLogIndex();
    return state.withConfigIndex(older ? state.configIndex() : config);
  }

  private @Nullable SortedMap<String, KeyValue> map(NodeState state, List<LogEntry> log) {
    for (NodeView known : List.of(after, before)) {
      if (known.lastApplied() == state.lastApplied()) {
        return known.keyValues();
      }
    }
    boolean again = state.lastApplied() < before.lastApplied();
    if (again && state.snapshotIndex() > 0) {
      return null;
    }
    long from = again ? 0 : before.lastApplied();
    List<LogEntry> applied =
        log.stream()
            .filter(entry -> entry.index() > from && entry.index() <= state.lastApplied())
            .toList();
    if (applied.size() != state.lastApplied() - from) {
      return null;
    }
    TreeMap<String, KeyValue> map = new TreeMap<>(again ? Map.of() : before.keyValues());
    applied.stream()
        .filter(entry -> entry.kind().equals("command"))
        .forEach(entry -> apply(map, entry));
    return Collections.unmodifiableSortedMap(map);
  }

  private static void apply(Map<String, KeyValue> map, LogEntry entry) {
    Command command = new Command(entry.command());
    String key = command.key().asString("");
    KeyValue held = map.get(key);
    JsonNode now = held == null ? JsonNodeFactory.instance.nullNode() : held.value();
    switch (command.op()) {
      case PUT -> map.put(key, new KeyValue(key, command.value(), entry.index()));
      case DELETE -> map.remove(key);
      case CAS -> {
        if (now.equals(command.expect())) {
          map.put(key, new KeyValue(key, command.value(), entry.index()));
        }
      }
      case APPEND -> {
        JsonNode text =
            JsonNodeFactory.instance.stringNode(now.asString("") + command.value().asString(""));
        map.put(key, new KeyValue(key, text, entry.index()));
      }
      case GET, REGISTER, UNKNOWN -> {}
    }
  }

  /** As far as its answers and its own messages tell what a leader knows of its peers. */
  private SortedMap<Integer, PeerView> peers(NodeState state) {
    TreeMap<Integer, PeerView> peers = new TreeMap<>(before.peers());
    NodeState then = before.state();
    for (JournalEntry step : steps) {
      long last = then.lastLogIndex();
      then = then.after(step.changed(), step.version());
      if (step.changed().role() == Role.LEADER) {
        peers.clear();
        for (int peer : then.config().all()) {
          peers.put(peer, new PeerView(peer, last + 1, 0));
        }
      }
      if (step.event() instanceof Rpc.AppendEntriesReply reply && reply.success()) {
        long match = reply.body().path("match_index").asLong(0);
        peers.computeIfPresent(
            reply.from(),
            (id, peer) ->
                new PeerView(
                    id, Math.max(peer.nextIndex(), match + 1), Math.max(peer.matchIndex(), match)));
      }
      for (Rpc sent : step.actions().sent()) {
        if (sent instanceof Rpc.AppendEntries append && append.prevLogIndex() > 0) {
          peers.computeIfPresent(
              sent.to(),
              (id, peer) ->
                  peer.matchIndex() == 0
                      ? peer
                      : new PeerView(
                          id,
                          Math.max(append.prevLogIndex() + append.count(), peer.matchIndex()) + 1,
                          peer.matchIndex()));
        }
      }
    }
    peers.keySet().retainAll(state.config().all());
    peers.remove(state.id());
    return Collections.unmodifiableSortedMap(peers);
  }

  private SortedMap<String, Long> pending(NodeState state) {
    TreeMap<String, Long> pending = new TreeMap<>(before.pending());
    pending.putAll(after.pending());
    pending
        .values()
        .removeIf(index -> index <= state.lastApplied() || index > state.lastLogIndex());
    return Collections.unmodifiableSortedMap(pending);
  }
}
