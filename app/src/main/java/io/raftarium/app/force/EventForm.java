package io.raftarium.app.force;

import io.raftarium.app.words.Texts;
import io.raftarium.protocol.ExactJson;
import io.raftarium.view.ClusterView;
import io.raftarium.view.NodeView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of every event that a node takes, filled in from its row as they might come, and read
 * back as the event.
 */
final class EventForm {
  /** What a field holds. */
  enum Kind {
    NUMBER,
    FLAG,
    TEXT,
    JSON,
    /** A number, or nothing. */
    OPTIONAL
  }

  /**
   * A field.
   *
   * @param usual what it says at first
   */
  record Field(String name, Kind kind, String usual) {}

  /** What became of the texts of the fields. */
  sealed interface Filled {
    /** All of them are right. */
    record Event(ObjectNode body) implements Filled {}

    /** Some are not: by name, what each has to be. */
    record Wrong(Map<String, String> problems) implements Filled {}
  }

  /** In the order of the contract. */
  static final List<String> TYPES =
      List.of(
          "ElectionTimeout",
          "HeartbeatTimeout",
          "RequestVote",
          "RequestVoteReply",
          "AppendEntries",
          "AppendEntriesReply",
          "InstallSnapshot",
          "InstallSnapshotReply",
          "TimeoutNow",
          "ClientRequest",
          "ClientRead",
          "ChangeConfig",
          "TransferLeadership",
          "TakeSnapshot",
          "Stored",
          "Start");

  private static final long MOST = (1L << 53) - 1;
  private static final AtomicLong IDS = new AtomicLong();

  private final int node;
  private final @Nullable NodeView row;
  private final ClusterView view;

  /** Of the node's row, in a view. */
  EventForm(int node, ClusterView view) {
    this.node = node;
    this.view = view;
    this.row = view.nodes().get(node);
  }

  /** The fields of a type. */
  List<Field> fields(String type) {
    long term = row == null ? 0 : row.currentTerm();
    long last = row == null ? 0 : row.lastLogIndex();
    long lastTerm = row == null ? 0 : row.lastLogTerm();
    long commit = row == null ? 0 : row.commitIndex();
    NodeView first = other();
    int peer = first == null ? node % 9 + 1 : first.id();
    return switch (type) {
      case "RequestVote" ->
          rpc(
              peer,
              term + 1,
              number("last_log_index", last),
              number("last_log_term", lastTerm),
              flag("pre_vote", false));
      case "RequestVoteReply" ->
          rpc(
              peer,
              term,
              number("vote_term", term),
              flag("vote_granted", true),
              flag("pre_vote", false));
      case "AppendEntries" -> {
        int leader = row == null || row.leaderId() == null ? peer : row.leaderId();
        yield rpc(
            leader == node ? peer : leader,
            term,
            number("prev_log_index", last),
            number("prev_log_term", lastTerm),
            json("entries", "[]"),
            number("leader_commit", commit),
            number("round", 0));
      }
      case "AppendEntriesReply" ->
          rpc(
              peer,
              term,
              flag("success", true),
              number("match_index", last),
              new Field("conflict_index", Kind.OPTIONAL, ""),
              new Field("conflict_term", Kind.OPTIONAL, ""),
              number("prev_log_index", last),
              number("round", 0));
      case "InstallSnapshot" ->
          rpc(
              peer,
              term,
              number("snapshot_index", commit),
              number("snapshot_term", lastTerm),
              json("config", config()),
              number("chunk", 0),
              json("data", "{}"),
              flag("done", true),
              number("round", 0));
      case "InstallSnapshotReply" ->
          rpc(
              peer,
              term,
              number("snapshot_index", commit),
              number("next_chunk", 0),
              flag("installed", true),
              number("round", 0));
      case "TimeoutNow" -> rpc(peer, term);
      case "ClientRequest" ->
          List.of(
              json(
                  "requests",
                  "[{\"request\":\""
                      + id()
                      + "\",\"command\":{\"op\":\"put\",\"key\":\"x\",\"value\":1}}]"));
      case "ClientRead" ->
          List.of(
              json(
                  "reads",
                  "[{\"request\":\"" + id() + "\",\"query\":{\"op\":\"get\",\"key\":\"x\"}}]"));
      case "ChangeConfig" ->
          List.of(
              text("request", id()),
              json("voters", ids(row == null ? List.of() : row.voters())),
              json("learners", ids(row == null ? List.of() : row.learners())));
      case "TransferLeadership" -> List.of(text("request", id()), number("to", peer));
      case "Stored" -> List.of(number("index", last), number("term", lastTerm));
      default -> List.of();
    };
  }

  private @Nullable NodeView other() {
    return view.nodes().values().stream()
        .filter(each -> each.id() != node)
        .findFirst()
        .orElse(null);
  }

  private String config() {
    return row == null
        ? "{\"voters\":[],\"outgoing\":[],\"learners\":[]}"
        : "{\"voters\":"
            + ids(row.voters())
            + ",\"outgoing\":"
            + ids(row.outgoing())
            + ",\"learners\":"
            + ids(row.learners())
            + "}";
  }

  private static String ids(Iterable<Integer> ids) {
    List<String> texts = new ArrayList<>();
    ids.forEach(id -> texts.add(id.toString()));
    return "[" + String.join(",", texts) + "]";
  }

  private static String id() {
    return "hand-" + Long.toString(System.currentTimeMillis(), 36) + "-" + IDS.incrementAndGet();
  }

  private List<Field> rpc(int from, long term, Field... more) {
    List<Field> fields = new ArrayList<>();
    fields.add(text("id", id()));
    fields.add(number("from", from));
    fields.add(number("to", node));
    fields.add(number("term", term));
    fields.addAll(List.of(more));
    return List.copyOf(fields);
  }

  private static Field number(String name, long usual) {
    return new Field(name, Kind.NUMBER, String.valueOf(usual));
  }

  private static Field flag(String name, boolean usual) {
    return new Field(name, Kind.FLAG, String.valueOf(usual));
  }

  private static Field text(String name, String usual) {
    return new Field(name, Kind.TEXT, usual);
  }

  private static Field json(String name, String usual) {
    return new Field(name, Kind.JSON, usual);
  }

  /** The event of what the fields say. */
  Filled fill(String type, Map<String, String> texts) {
    ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", type);
    Map<String, String> problems = new LinkedHashMap<>();
    for (Field field : fields(type)) {
      String text = Objects.requireNonNullElse(texts.get(field.name()), "").strip();
      problem(field, text, event).ifPresent(why -> problems.put(field.name(), why));
    }
    return problems.isEmpty() ? new Filled.Event(event) : new Filled.Wrong(problems);
  }

  private static Optional<String> problem(Field field, String text, ObjectNode event) {
    switch (field.kind()) {
      case FLAG -> {
        if (!text.equals("true") && !text.equals("false")) {
          return Optional.of(Texts.of("true or false"));
        }
        event.put(field.name(), text.equals("true"));
      }
      case TEXT -> {
        if (text.isEmpty()) {
          return Optional.of(Texts.of("a text"));
        }
        event.put(field.name(), text);
      }
      case JSON -> {
        try {
          event.set(field.name(), ExactJson.MAPPER.readTree(text.isEmpty() ? "?" : text));
        } catch (JacksonException e) {
          return Optional.of("JSON");
        }
      }
      case NUMBER, OPTIONAL -> {
        if (text.isEmpty() && field.kind() == Kind.OPTIONAL) {
          event.putNull(field.name());
          return Optional.empty();
        }
        if (!text.matches("\\d{1,16}") || Long.parseLong(text) > MOST) {
          return Optional.of(Texts.of("a whole number from 0 to {0}", MOST));
        }
        event.put(field.name(), Long.parseLong(text));
      }
    }
    return Optional.empty();
  }

  /** An event that was written by hand; what is wrong with it instead. */
  static Filled parse(String text) {
    try {
      JsonNode json = ExactJson.MAPPER.readTree(text);
      return json instanceof ObjectNode object
              && !io.raftarium.protocol.Event.of(object).type().isEmpty()
          ? new Filled.Event(object)
          : new Filled.Wrong(Map.of("json", Texts.of("one object with a type")));
    } catch (JacksonException e) {
      return new Filled.Wrong(
          Map.of(
              "json",
              Texts.of(
                  "JSON: {0}",
                  String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse(""))));
    }
  }
}
