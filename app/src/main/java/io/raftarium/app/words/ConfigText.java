package io.raftarium.app.words;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Configurations in short: who votes, who learns, and the change between two of them. */
public final class ConfigText {
  private ConfigText() {}

  /** Voters in braces; while joint, the outgoing ones and an arrow before them. */
  public static String voters(List<Integer> outgoing, List<Integer> voters) {
    return (outgoing.isEmpty() ? "" : set(outgoing) + " → ") + set(voters);
  }

  /** A configuration as a config entry has it, for a small cell: {@code joint} or its voters. */
  static String label(JsonNode config) {
    return config.path("outgoing").isEmpty() ? "C " + set(ids(config.path("voters"))) : "joint";
  }

  /** The same in a sentence; also of a change that was asked for. */
  public static String sentence(JsonNode config) {
    List<Integer> outgoing = ids(config.path("outgoing"));
    List<Integer> learners = ids(config.path("learners"));
    return (outgoing.isEmpty() ? "configuration " : "joint configuration ")
        + voters(outgoing, ids(config.path("voters")))
        + (learners.isEmpty() ? "" : ", learners " + set(learners));
  }

  /** The node ids of a JSON array. */
  public static List<Integer> ids(JsonNode array) {
    List<Integer> ids = new ArrayList<>();
    for (JsonNode id : array) {
      ids.add(id.asInt(0));
    }
    return ids;
  }

  private static String set(List<Integer> nodes) {
    return "{" + String.join(",", nodes.stream().map(String::valueOf).toList()) + "}";
  }
}
