package io.raftarium.app.words;

import io.raftarium.lab.LabOptions;

/** Which rules of Raft a cluster goes without. */
public final class RulesText {
  private RulesText() {}

  /** What differs from the usual, for example {@code Figure 2 alone}; empty where nothing does. */
  public static String unusual(LabOptions options) {
    if (options.preVote()) {
      return options.checkQuorum() ? "" : Texts.of("without check-quorum");
    }
    return options.checkQuorum() ? Texts.of("without pre-vote") : Texts.of("Figure 2 alone");
  }
}
