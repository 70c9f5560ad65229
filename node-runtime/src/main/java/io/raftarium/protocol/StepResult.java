package io.raftarium.protocol;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a step came to, as {@code raft.process_raft_event} returned it. */
public record StepResult(JsonNode body) {
  /** Before the first step. */
  public static final StepResult NONE = new StepResult(JsonNodeFactory.instance.objectNode());

  /** The version of the node's row afterwards. */
  public long version() {
    return body.path("version").asLong(0);
  }

  public long term() {
    return body.path("term").asLong(0);
  }

  public String role() {
    return body.path("role").asString("");
  }

  /** Who leads, as far as the node knows; 0 for nobody. */
  public int leader() {
    return body.path("leader").asInt(0);
  }

  public long commitIndex() {
    return body.path("commit_index").asLong(0);
  }

  public boolean leads() {
    return role().equals(Role.LEADER.text());
  }

  /** What it asks its caller to do. */
  public Actions actions() {
    return new Actions(body);
  }
}
