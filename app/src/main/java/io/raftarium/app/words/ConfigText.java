package io.raftarium.app.words;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Configurations in short: who votes, who learns, and the change between two of them. */
public final class ConfigText {
  private ConfigText() {}

  /** Voters by name; while joint, the outgoing ones and an arrow before them. */
  public static String voters(List<Integer> outgoing, List<Integer> voters) {
    return (outgoing.isEmpty() ? "" : names(outgoing, ", ") + " → ") + names(voters, ", ");
  }

  /** A configuration as a config entry has it, for a small cell: {@code joint} or its voters. */
  static String label(JsonNode config) {
    return config.path("outgoing").isEmpty() ? names(ids(config.path("voters")), " ") : "joint";
  }

  /** The same in a sentence; also of a change that was asked for. */
  public static String sentence(JsonNode config) {
    List<Integer> outgoing = ids(config.path("outgoing"));
    List<Integer> voters = ids(config.path("voters"));
    List<Integer> learners = ids(config.path("learners"));
    return (outgoing.isEmpty()
            ? "configuration of " + NodeNames.list(voters)
            : "joint configuration, from "
                + NodeNames.list(outgoing)
                + " to "
                + NodeNames.list(voters))
        + (learners.isEmpty()
            ? ""
            : (learners.size() == 1 ? ", learner " : ", learners ") + NodeNames.list(learners));
  }

  /** The node ids of a JSON array. */
  public static List<Integer> ids(JsonNode array) {
    List<Integer> ids = new ArrayList<>();
    for (JsonNode id : array) {
      ids.add(id.asInt(0));
    }
    return ids;
  }

  private static String names(List<Integer> nodes, String between) {
    return String.join(between, nodes.stream().map(NodeNames::of).toList());
  }
}
