package io.raftarium.protocol;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The columns of {@code raft.raft_state} that a step changed, with their new values; what it left
 * is told by whoever knows the state before it.
 */
public record Changes(JsonNode columns) {
  /** Of a step that changed nothing. */
  public static final Changes NONE = new Changes(JsonNodeFactory.instance.objectNode());

  public long currentTerm(long before) {
    return columns.path("current_term").asLong(before);
  }

  /** Whether it gave a vote, or forgot one. */
  public boolean vote() {
    return columns.has("voted_for");
  }

  /** Whom the node votes for; 0 for nobody. */
  public int votedFor(int before) {
    return vote() ? columns.path("voted_for").asInt(0) : before;
  }

  /** Whether it made the node take another one for the leader, or nobody. */
  public boolean leader() {
    return columns.has("leader_id");
  }

  /** Whom the node takes for the leader; 0 for nobody. */
  public int leaderId(int before) {
    return leader() ? columns.path("leader_id").asInt(0) : before;
  }

  /** The new role; null where it is the same as before. */
  public @Nullable Role role() {
    String role = columns.path("role").asString("");
    return role.isEmpty() ? null : Role.of(role);
  }

  public long commitIndex(long before) {
    return columns.path("commit_index").asLong(before);
  }

  public long lastLogIndex(long before) {
    return columns.path("last_log_index").asLong(before);
  }

  public long lastLogTerm(long before) {
    return columns.path("last_log_term").asLong(before);
  }

  public long snapshotIndex(long before) {
    return columns.path("snapshot_index").asLong(before);
  }

  public long snapshotTerm(long before) {
    return columns.path("snapshot_term").asLong(before);
  }

  public long lastApplied(long before) {
    return columns.path("last_applied").asLong(before);
  }

  public long configIndex(long before) {
    return columns.path("config_index").asLong(before);
  }

  public Optional<List<Integer>> learners() {
    return ids("learners");
  }

  public Optional<List<Integer>> voters() {
    return ids("voters");
  }

  public Optional<List<Integer>> outgoing() {
    return ids("outgoing");
  }

  /** Who granted the node a vote, or a pre-vote. */
  public Optional<List<Integer>> votesGranted() {
    return ids("votes_granted");
  }

  /** Who refused it one. */
  public Optional<List<Integer>> votesRefused() {
    return ids("votes_refused");
  }

  /** Whom the node follows; 0 for nobody. */
  public int leader(int before) {
    return columns.has("leader_id") ? columns.path("leader_id").asInt(0) : before;
  }

  /** To whom it hands over its leadership; 0 for nobody. */
  public int transferTarget(int before) {
    return columns.has("transfer_target") ? columns.path("transfer_target").asInt(0) : before;
  }

  private Optional<List<Integer>> ids(String column) {
    return columns.has(column)
        ? Optional.of(Configuration.ids(columns.path(column)))
        : Optional.empty();
  }
}
