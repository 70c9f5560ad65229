package io.raftarium.app.words;

import io.raftarium.protocol.Configuration;
import java.util.List;

/** Configurations in short: who votes, who learns, and the change between two of them. */
public final class ConfigText {
  private ConfigText() {}

  /** Voters by name; while joint, the outgoing ones and an arrow before them. */
  public static String voters(List<Integer> outgoing, List<Integer> voters) {
    return (outgoing.isEmpty() ? "" : names(outgoing, ", ") + " → ") + names(voters, ", ");
  }

  /** A configuration as a config entry has it, for a small cell: {@code joint} or its voters. */
  static String label(Configuration config) {
    return config.joint() ? Texts.of("joint") : names(config.voters(), " ");
  }

  /** The same in a sentence; also of a change that was asked for. */
  public static String sentence(Configuration config) {
    List<Integer> learners = config.learners();
    String voters =
        config.joint()
            ? Texts.of(
                "joint configuration, from {0} to {1}",
                NodeNames.list(config.outgoing()), NodeNames.list(config.voters()))
            : Texts.of("configuration of {0}", NodeNames.list(config.voters()));
    return switch (learners.size()) {
      case 0 -> voters;
      case 1 -> Texts.of("{0}, learner {1}", voters, NodeNames.list(learners));
      default -> Texts.of("{0}, learners {1}", voters, NodeNames.list(learners));
    };
  }

  private static String names(List<Integer> nodes, String between) {
    return String.join(between, nodes.stream().map(NodeNames::of).toList());
  }
}
