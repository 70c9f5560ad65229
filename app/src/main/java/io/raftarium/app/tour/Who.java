package io.raftarium.app.tour;

/** A node by the part that it plays. */
public enum Who {
  /** The leader of the highest term. */
  LEADER,
  /** Who stands for election. */
  CANDIDATE,
  /** The leader that was cut off from the others. */
  OLD_LEADER,
  /** The follower that is killed and restarted. */
  VICTIM
}
