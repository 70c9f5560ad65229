package io.raftarium.protocol;

import java.util.Locale;

/** What a node is in its term (Raft paper, section 5.1; pre-candidate: dissertation 9.6). */
public enum Role {
  FOLLOWER,
  PRE_CANDIDATE,
  CANDIDATE,
  LEADER;

  /** The role of a {@code raft_state.role} value. */
  public static Role of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** The value as {@code raft_state.role} has it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
