package io.raftarium.app.lesson;

import io.raftarium.app.words.EntryText;
import io.raftarium.protocol.ExactJson;
import io.raftarium.protocol.LogEntry;
import io.raftarium.protocol.Role;
import io.raftarium.protocol.Rpc;
import io.raftarium.time.LabTime;
import io.raftarium.view.KeyValue;
import io.raftarium.view.Moment;
import io.raftarium.view.NodeStatus;
import io.raftarium.view.NodeView;
import io.raftarium.view.PeerView;
import io.raftarium.view.Submission;
import io.raftarium.view.WireMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What formulas may ask of a moment: the schema of lessons lists all of it. */
public final class Facts {
  /** The names that are there in every formula. */
  static final Set<String> NAMES =
      Set.of(
          "nodes",
          "leader",
          "leaders",
          "followers",
          "candidates",
          "up",
          "down",
          "messages",
          "held",
          "holding",
          "requests",
          "cut",
          "steps",
          "acts",
          "paused",
          "speed",
          "time",
          "agreed",
          "leaderless",
          "kept",
          "broken",
          "window",
          "m",
          "node",
          "before",
          "after",
          "changed",
          "actions",
          "ran");

  private Facts() {}

  /** Those of a moment. */
  static Map<String, Object> of(Moment moment) {
    Map<String, Object> facts = new HashMap<>();
    Map<Long, Object> nodes = new TreeMap<>();
    List<Long> leaders = new ArrayList<>();
    List<Long> followers = new ArrayList<>();
    List<Long> candidates = new ArrayList<>();
    List<Long> up = new ArrayList<>();
    List<Long> down = new ArrayList<>();
    long leader = 0;
    long highest = -1;
    for (NodeView node : moment.view().nodes().values()) {
      boolean runs = runs(moment, node.id());
      long id = node.id();
      nodes.put(id, node(node, runs));
      (runs ? up : down).add(id);
      if (!runs) {
        continue;
      }
      switch (node.role()) {
        case LEADER -> {
          leaders.add(id);
          if (node.currentTerm() > highest) {
            highest = node.currentTerm();
            leader = id;
          }
        }
        case CANDIDATE, PRE_CANDIDATE -> candidates.add(id);
        default -> followers.add(id);
      }
    }
    facts.put("nodes", nodes);
    facts.put("leader", leader);
    facts.put("leaders", leaders);
    facts.put("followers", followers);
    facts.put("candidates", candidates);
    facts.put("up", up);
    facts.put("down", down);
    facts.put("messages", messages(moment));
    facts.put(
        "held", moment.wire().stream().filter(m -> m.fate() == WireMessage.Fate.HELD).count());
    facts.put("requests", moment.submissions().stream().map(Facts::request).toList());
    facts.put(
        "cut",
        moment.links().entrySet().stream()
            .filter(each -> each.getValue().cut())
            .map(each ->
                Map.of("from", (long) each.getKey().from(), "to", (long) each.getKey().to()))
            .toList());
    facts.put("paused", moment.paused());
    facts.put("speed", moment.speed());
    facts.put("time", moment.labNow().nanos() / 1_000_000);
    facts.put("agreed", agreed(moment));
    return facts;
  }

  private static boolean runs(Moment moment, int node) {
    NodeStatus process = moment.processes().get(node);
    return process == null
        ? moment.processes().isEmpty()
        : process.state() == NodeStatus.State.RUNNING;
  }

  private static Map<String, Object> node(NodeView node, boolean runs) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("id", (long) node.id());
    facts.put("up", runs);
    facts.put("role", node.role().text());
    facts.put("term", node.currentTerm());
    facts.put("voted_for", orZero(node.votedFor()));
    facts.put("leader", orZero(node.leaderId()));
    facts.put("last_index", node.lastLogIndex());
    facts.put("last_term", node.lastLogTerm());
    facts.put("commit", node.commitIndex());
    facts.put("applied", node.lastApplied());
    facts.put("snapshot", node.snapshotIndex());
    facts.put("votes", longs(node.votesGranted()));
    facts.put("voters", longs(node.voters()));
    facts.put("outgoing", longs(node.outgoing()));
    facts.put("learners", longs(node.learners()));
    facts.put("joint", node.joint());
    facts.put("log", node.log().stream().map(entry -> entry(entry, node)).toList());
    Map<String, Object> values = new TreeMap<>();
    for (KeyValue held : node.keyValues().values()) {
      values.put(held.key(), plain(held.value()));
    }
    facts.put("kv", values);
    Map<Long, Object> peers = new TreeMap<>();
    for (PeerView peer : node.peers().values()) {
      peers.put((long) peer.peerId(), Map.of("next", peer.nextIndex(), "match", peer.matchIndex()));
    }
    facts.put("peers", peers);
    return facts;
  }

  private static Map<String, Object> entry(LogEntry entry, NodeView node) {
    return Map.of(
        "index",
        entry.index(),
        "term",
        entry.term(),
        "kind",
        entry.kind(),
        "text",
        EntryText.label(entry),
        "committed",
        node.committed(entry.index()));
  }

  private static List<Map<String, Object>> messages(Moment moment) {
    return moment.wire().stream()
        .filter(WireMessage::underWay)
        .map(message -> message(message, moment.labNow()))
        .toList();
  }

  /** A message, as formulas see it. */
  static Map<String, Object> message(WireMessage message, LabTime now) {
    Map<String, Object> facts = new HashMap<>();
    Rpc rpc = message.rpc();
    facts.put("number", message.number());
    facts.put("from", (long) message.from());
    facts.put("to", (long) message.to());
    facts.put("type", rpc.type());
    facts.put("term", rpc.term());
    facts.put("held", message.fate() == WireMessage.Fate.HELD);
    facts.put(
        "way",
        message.fate() == WireMessage.Fate.FLYING ? message.flight().past(now) : Double.valueOf(0));
    facts.put(
        "entries",
        rpc instanceof Rpc.AppendEntries append ? (long) append.count() : Long.valueOf(0));
    facts.put(
        "prev", rpc instanceof Rpc.AppendEntries append ? append.prevLogIndex() : Long.valueOf(0));
    facts.put(
        "commit",
        rpc instanceof Rpc.AppendEntries append ? append.leaderCommit() : Long.valueOf(0));
    facts.put("granted", rpc instanceof Rpc.RequestVoteReply reply && reply.granted());
    facts.put("success", rpc instanceof Rpc.AppendEntriesReply reply && reply.success());
    return facts;
  }

  private static Map<String, Object> request(Submission submission) {
    return Map.of(
        "status",
        submission.status().name().toLowerCase(Locale.ROOT),
        "node",
        (long) submission.node(),
        "index",
        submission.index(),
        "term",
        submission.term(),
        "value",
        String.valueOf(submission.result()),
        "ms",
        submission.latency().toMillis());
  }

  private static boolean agreed(Moment moment) {
    NodeView leader = moment.view().leader();
    return leader != null
        && leader.commitIndex() == leader.lastLogIndex()
        && moment.view().nodes().values().stream()
            .filter(node -> runs(moment, node.id()))
            .allMatch(node ->
                node.currentTerm() == leader.currentTerm()
                    && node.lastLogIndex() == leader.lastLogIndex()
                    && node.lastLogTerm() == leader.lastLogTerm()
                    && node.lastApplied() == leader.lastLogIndex()
                    && (node.id() == leader.id() || node.role() != Role.LEADER));
  }

  /** JSON as formulas have it. */
  static Object plain(JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        json.forEachEntry((key, value) -> map.put(key, plain(value)));
        yield map;
      }
      case ARRAY -> {
        List<Object> list = new ArrayList<>();
        json.forEach(each -> list.add(plain(each)));
        yield list;
      }
      case NUMBER -> json.isIntegralNumber() ? (Object) json.asLong() : (Object) json.asDouble();
      case BOOLEAN -> json.asBoolean();
      case STRING -> json.asString();
      default -> "";
    };
  }

  /** Any record as formulas have it. */
  static Map<String, Object> plain(Object record) {
    Map<String, Object> map = new LinkedHashMap<>();
    ExactJson.MAPPER.valueToTree(record).forEachEntry((key, value) -> map.put(key, plain(value)));
    return map;
  }

  private static Long orZero(@Nullable Integer id) {
    return id == null ? Long.valueOf(0) : Long.valueOf(id);
  }

  private static List<Long> longs(List<Integer> ids) {
    return ids.stream().map(Integer::longValue).toList();
  }
}
