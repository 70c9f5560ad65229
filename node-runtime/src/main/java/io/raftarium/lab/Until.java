package io.raftarium.lab;

import java.time.Duration;

/** Something to wait for without waiting: see {@link Lab.Time#until}. */
public enum Until {
  /** A message is sent. */
  MESSAGE,
  /** A node takes its next step that changes something. */
  STEP,
  /** A node learns that an entry is committed. */
  COMMIT,
  /** A node enters a new term, or a leader is elected. */
  ELECTION;

  /** How much laboratory time is moved on at most. */
  public static final Duration LAB_LIMIT = Duration.ofSeconds(60);
}
