package io.raftarium.remote;

import io.raftarium.protocol.ExactJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a cluster of programs of their own is made of; it is kept in the cluster's folder.
 *
 * @param name what the operator calls it
 * @param nodes how many, with ids from 1
 * @param ownServers whether each has a server of its own; else they share one, with a database each
 * @param parallelAppend whether a leader waits for its disk beside its steps
 */
public record OwnPlan(
    String name,
    int nodes,
    boolean ownServers,
    boolean preVote,
    boolean checkQuorum,
    boolean parallelAppend) {
  /** Its file. */
  static final String FILE = "plan.json";

  OwnPlan named(String other) {
    return new OwnPlan(other, nodes, ownServers, preVote, checkQuorum, parallelAppend);
  }

  String text() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", name)
        .put("nodes", nodes)
        .put("own_servers", ownServers)
        .put("pre_vote", preVote)
        .put("check_quorum", checkQuorum)
        .put("parallel_append", parallelAppend)
        .toPrettyString();
  }

  static OwnPlan of(String text) {
    JsonNode json = ExactJson.MAPPER.readTree(text);
    return new OwnPlan(
        json.path("name").asString("cluster"),
        Math.clamp(json.path("nodes").asInt(3), 1, 9),
        json.path("own_servers").asBoolean(true),
        json.path("pre_vote").asBoolean(true),
        json.path("check_quorum").asBoolean(true),
        json.path("parallel_append").asBoolean(false));
  }
}
