package io.raftarium.protocol;

import tools.jackson.databind.JsonNode;

/** What a step came to, as {@code raft.process_raft_event} returned it. */
public record StepResult(JsonNode body) {
  /** The version of the node's row afterwards. */
  public long version() {
    return body.path("version").asLong(0);
  }

  public long commitIndex() {
    return body.path("commit_index").asLong(0);
  }

  public boolean leads() {
    return body.path("role").asString("").equals(Role.LEADER.text());
  }

  /** What it asks its caller to do. */
  public Actions actions() {
    return new Actions(body);
  }
}
