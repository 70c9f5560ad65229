package io.raftarium.record;

import io.raftarium.protocol.Changes;
import io.raftarium.view.NodeState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A node's state as a recording has it, written and read; 0 stands for no node. */
final class RecordedState {
  /**
   * A field, and the column of {@code raft.raft_state} that it is.
   *
   * @param node whether it names a node, or nobody
   */
  private record Field(String name, String column, boolean node) {
    Field(String name, String column) {
      this(name, column, false);
    }
  }

  private static final Field TERM = new Field("term", "current_term");
  private static final Field VOTED_FOR = new Field("votedFor", "voted_for", true);
  private static final Field ROLE = new Field("role", "role");
  private static final Field LEADER = new Field("leader", "leader_id", true);
  private static final Field COMMIT_INDEX = new Field("commitIndex", "commit_index");
  private static final Field LAST_APPLIED = new Field("lastApplied", "last_applied");
  private static final Field LAST_LOG_INDEX = new Field("lastLogIndex", "last_log_index");
  private static final Field LAST_LOG_TERM = new Field("lastLogTerm", "last_log_term");
  private static final Field SNAPSHOT_INDEX = new Field("snapshotIndex", "snapshot_index");
  private static final Field SNAPSHOT_TERM = new Field("snapshotTerm", "snapshot_term");
  private static final List<Field> FIELDS =
      List.of(
          TERM,
          VOTED_FOR,
          ROLE,
          LEADER,
          COMMIT_INDEX,
          LAST_APPLIED,
          LAST_LOG_INDEX,
          LAST_LOG_TERM,
          SNAPSHOT_INDEX,
          SNAPSHOT_TERM);
  private static final List<String> CONFIGURATION = List.of("voters", "outgoing", "learners");

  private RecordedState() {}

  static ObjectNode json(NodeState state) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("node", state.id());
    json.put(TERM.name, state.currentTerm())
        .put(VOTED_FOR.name, orZero(state.votedFor()))
        .put(ROLE.name, state.role().text())
        .put(LEADER.name, orZero(state.leaderId()))
        .put(COMMIT_INDEX.name, state.commitIndex())
        .put(LAST_APPLIED.name, state.lastApplied())
        .put(LAST_LOG_INDEX.name, state.lastLogIndex())
        .put(LAST_LOG_TERM.name, state.lastLogTerm())
        .put(SNAPSHOT_INDEX.name, state.snapshotIndex())
        .put(SNAPSHOT_TERM.name, state.snapshotTerm());
    ObjectNode config = json.putObject("config");
    ids(config.putArray("voters"), state.config().voters());
    ids(config.putArray("outgoing"), state.config().outgoing());
    ids(config.putArray("learners"), state.config().learners());
    return json.put("version", state.version());
  }

  static NodeState read(int id, Place state) throws SavedFileException {
    return new NodeState(
        id,
        state.number("version"),
        state.number(TERM.name),
        orNull(state.number(VOTED_FOR.name)),
        state.role(ROLE.name),
        orNull(state.number(LEADER.name)),
        new NodeState.Places(
            state.number(COMMIT_INDEX.name),
            state.number(LAST_APPLIED.name),
            state.number(LAST_LOG_INDEX.name),
            state.number(LAST_LOG_TERM.name),
            state.number(SNAPSHOT_INDEX.name),
            state.number(SNAPSHOT_TERM.name)),
        state.object("config").configuration(),
        0,
        NodeState.UnderWay.NOTHING);
  }

  /** The columns that differ, with their new values, as a journal tells them. */
  static Changes changes(JsonNode before, JsonNode after) {
    ObjectNode changed = JsonNodeFactory.instance.objectNode();
    for (Field field : FIELDS) {
      JsonNode value = after.path(field.name);
      if (!value.equals(before.path(field.name))) {
        boolean nobody = field.node && value.asInt(0) == 0;
        changed.set(field.column, nobody ? JsonNodeFactory.instance.nullNode() : value);
      }
    }
    for (String set : CONFIGURATION) {
      JsonNode value = after.path("config").path(set);
      if (!value.equals(before.path("config").path(set))) {
        changed.set(set, value);
      }
    }
    return new Changes(changed);
  }

  private static void ids(ArrayNode into, List<Integer> ids) {
    ids.forEach(into::add);
  }

  private static int orZero(@Nullable Integer id) {
    return id == null ? 0 : id;
  }

  private static @Nullable Integer orNull(long id) {
    return id == 0 ? null : Integer.valueOf((int) id);
  }
}
