package io.raftarium.app.narration;

import io.raftarium.observe.NodeView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the narrator knows of a node after the steps that it has told. */
record Known(
    long term,
    int votedFor,
    String role,
    long commitIndex,
    long lastLogIndex,
    long lastLogTerm,
    List<Integer> votes) {
  /** A node that has done nothing yet. */
  static final Known BLANK = new Known(0, 0, "follower", 0, 0, 0, List.of());

  static Known of(@Nullable NodeView node) {
    if (node == null) {
      return BLANK;
    }
    Integer vote = node.votedFor();
    return new Known(
        node.currentTerm(),
        vote == null ? 0 : vote,
        node.role().text(),
        node.commitIndex(),
        node.lastLogIndex(),
        node.lastLogTerm(),
        node.votesGranted());
  }

  /** After a step that changed these columns. */
  Known after(JsonNode changed) {
    List<Integer> granted = votes;
    if (changed.has("votes_granted")) {
      granted = new ArrayList<>();
      for (JsonNode voter : changed.get("votes_granted")) {
        granted.add(voter.asInt(0));
      }
    }
    return new Known(
        changed.path("current_term").asLong(term),
        changed.has("voted_for") ? changed.path("voted_for").asInt(0) : votedFor,
        changed.path("role").asString(role),
        changed.path("commit_index").asLong(commitIndex),
        changed.path("last_log_index").asLong(lastLogIndex),
        changed.path("last_log_term").asLong(lastLogTerm),
        granted);
  }

  boolean is(String wanted) {
    return role.equals(wanted);
  }
}
