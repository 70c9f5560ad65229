package io.raftarium.remote;

import io.raftarium.protocol.ExactJson;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a node says of itself.
 *
 * @param process whether it runs: {@code running}, {@code paused}, {@code ended}, {@code failed}
 * @param role empty before its first step
 * @param leader who leads, as far as the node knows; 0 for nobody
 * @param lastStep how long its newest step took, the commit included
 */
public record NodeReport(
    int node,
    String process,
    String role,
    long term,
    int leader,
    long commitIndex,
    long version,
    Duration lastStep) {
  public boolean leads() {
    return role.equals("leader");
  }

  /** As JSON, for programs. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("node", node).put("process", process).put("role", role).put("term", term);
    json.put("leader", leader).put("commit_index", commitIndex).put("version", version);
    return json.put("last_step_us", lastStep.toNanos() / 1_000);
  }

  static NodeReport of(String text) {
    JsonNode json = ExactJson.MAPPER.readTree(text);
    return new NodeReport(
        json.path("node").asInt(0),
        json.path("process").asString(""),
        json.path("role").asString(""),
        json.path("term").asLong(0),
        json.path("leader").asInt(0),
        json.path("commit_index").asLong(0),
        json.path("version").asLong(0),
        Duration.ofNanos(json.path("last_step_us").asLong(0) * 1_000));
  }
}
