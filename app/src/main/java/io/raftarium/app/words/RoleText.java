package io.raftarium.app.words;

import io.raftarium.protocol.Role;

/** A node's role in a sentence. */
public final class RoleText {
  private RoleText() {}

  /** For example {@code follower}. */
  public static String of(Role role) {
    return switch (role) {
      case FOLLOWER -> Texts.of("follower");
      case LEADER -> Texts.of("leader");
      case CANDIDATE -> Texts.of("candidate");
      case PRE_CANDIDATE -> Texts.of("pre-candidate");
    };
  }
}
