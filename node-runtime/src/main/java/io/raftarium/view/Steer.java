package io.raftarium.view;

/** What the operator does with a message that waits on its link. */
public enum Steer {
  /** It arrives now. */
  DELIVER,
  /** It is lost. */
  DROP,
  /** One more of it waits behind it. */
  DUPLICATE,
  /** It flies on and arrives later. */
  DELAY
}
